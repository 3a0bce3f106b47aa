using System.Diagnostics;
using System.Globalization;

namespace KernelMm.Benchmarks.Native;

/// <summary>
/// What the scheduling points cost where nobody explores: each workload on the core as it is built, and on one that was compiled
/// without them. Where the JIT puts a loop can cost more than that, and is another place in each process; so several
/// processes measure, and their median counts.
/// </summary>
internal static class PointsCost
{
    /// <summary>What makes this program measure once, for <see cref="Measure"/>.</summary>
    public const string Once = "--points-once";

    private const double AtMost = 1.01;
    private const int Processes = 7;

    public static int Measure(TextWriter output)
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "without-points");
        output.WriteLine("Building the core without points ...");
        if (Build(folder) is { } problem)
        {
            output.WriteLine(problem);
            return 1;
        }

        Dictionary<string, List<double>> ratios = [];
        for (int process = 1; process <= Processes; process++)
        {
            output.WriteLine($"Process {process} of {Processes} ...");
            foreach ((string name, double ratio) in InOwnProcess(folder))
            {
                ratios.TryAdd(name, []);
                ratios[name].Add(ratio);
            }
        }

        Report(output, ratios);
        return 0;
    }

    /// <summary>Writes the ratio of each workload, one to a line.</summary>
    public static int MeasureOnce(TextWriter output, string folder)
    {
        foreach ((string name, double ratio) in PairedTurns.Compare(new OwnBuild(AppContext.BaseDirectory).Workloads(), new OwnBuild(folder).Workloads()))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}\t{ratio:R}"));
        }

        return 0;
    }

    private static void Report(TextWriter output, Dictionary<string, List<double>> ratios)
    {
        output.WriteLine();
        output.WriteLine($"{"points compiled in / compiled out",-36} {"goal",6} {"median",8} {"lowest",8} {"highest",8}");
        foreach ((string name, List<double> found) in ratios)
        {
            double[] sorted = [.. found.Order()];
            double median = Rounds.Median(sorted);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{name,-36} {AtMost,6:F2} {median,8:F3} {sorted[0],8:F3} {sorted[^1],8:F3}  {(median <= AtMost ? "met" : "missed")}"));
        }
    }

    // Without profiles, by which one build could be compiled in another way than the other for no reason of its own.
    private static IEnumerable<(string Name, double Ratio)> InOwnProcess(string folder)
    {
        // By name, as this process itself may have been started by its own executable or by dotnet.
        ProcessStartInfo start = new("dotnet") { ArgumentList = { typeof(PointsCost).Assembly.Location, Once, folder } };
        start.Environment["DOTNET_TieredPGO"] = "0";
        (int exitCode, string measured) = Run(start);
        return (exitCode == 0 ? measured : throw new InvalidOperationException($"The process that measures ended with {exitCode}: {measured}")).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t'))
            .Select(parts => (parts[0], double.Parse(parts[1], CultureInfo.InvariantCulture)));
    }

    // With files of its own, so that the build that runs stays as it is.
    private static string? Build(string folder)
    {
        string? root = AppContext.BaseDirectory;
        while (root is not null && !File.Exists(Path.Combine(root, "KernelMm.sln")))
        {
            root = Path.GetDirectoryName(root);
        }

        if (root is null)
        {
            return "The benchmark compares with a build from source, and must run inside of the repository for that.";
        }

        (int exitCode, string said) = Run(new("dotnet")
        {
            ArgumentList = { "build", Path.Combine(root, "tests", "KernelMm.Benchmarks"), "-c", "Release", "-p:MmPoints=false", "--artifacts-path", folder + ".build", "-o", folder, "-v", "quiet", "-nologo" },
        });
        return exitCode == 0 ? null : $"The core cannot be built without points: {said}";
    }

    private static (int ExitCode, string Said) Run(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        using Process process = Process.Start(start)!;
        string said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said);
    }
}
