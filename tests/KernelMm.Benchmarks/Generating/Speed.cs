using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace KernelMm.Benchmarks.Generating;

/// <summary>
/// The generator in the compiler's driver: from nothing, after an edit of a level file, after an edit of something else. The
/// generator's own time is what the driver says; the driver's is by the clock, parsing of what was generated included. What the compiler
/// does with it afterwards has a table of its own.
/// </summary>
internal sealed class Speed(TextWriter output, int rounds)
{
    private const int Many = 1_000;

    public void Measure()
    {
        Text[] files = Text.Shipped;
        Text x64 = files.Single(file => file.Path == "levels/x64.levels.yaml");
        Text[] many = [.. Enumerable.Range(0, Many).Select(x64.Named)];

        // Everything once, so that the driver and the generator are compiled.
        Warm(files);

        Line($"{"what",-48} {"goal ms",8} {"driver ms",10} {"of it generator",16} {"allocated KiB",14}");
        Row("one architecture (x64), from nothing", null, rounds, _ => (Project.Driver([x64]), Project.Compilation()));
        Row($"all {files.Length}, from nothing", null, rounds, _ => (Project.Driver(files), Project.Compilation()));
        GeneratorDriver loaded = Project.Driver(files).RunGenerators(Project.Compilation());
        Row($"an edit of one level file, {files.Length} loaded", 5, rounds * 4, edit => (loaded.ReplaceAdditionalText(x64, x64.Edited(edit)), Project.Compilation()));
        Row($"an edit of C#, {files.Length} loaded", 0.1, rounds * 20, edit => (loaded, Project.Compilation(edit)));
        Row($"{Many} level files, from nothing", 3_000, Math.Min(rounds, 3), _ => (Project.Driver(many), Project.Compilation()));
        GeneratorDriver crowded = Project.Driver(many).RunGenerators(Project.Compilation());
        Row($"an edit of C#, {Many} loaded", null, rounds * 4, edit => (crowded, Project.Compilation(edit)));
        Row($"an edit of one level file, {Many} loaded", null, rounds * 2, edit => (crowded.ReplaceAdditionalText(many[0], many[0].Edited(edit)), Project.Compilation()));

        output.WriteLine();
        Line($"{"architecture",-20} {"KiB of C#",10} {"parse ms",9} {"bind ms",9}");
        foreach (Text file in files)
        {
            Compile(file);
        }
    }

    private static void Warm(Text[] files)
    {
        for (int round = 0; round < 3; round++)
        {
            GeneratorDriver driver = Project.Driver(files).RunGenerators(Project.Compilation());
            for (int edit = 1; edit < 20; edit++)
            {
                driver.ReplaceAdditionalText(files[0], files[0].Edited(edit)).RunGenerators(Project.Compilation());
                driver.RunGenerators(Project.Compilation(edit));
            }
        }
    }

    private void Row(string what, double? goal, int times, Func<int, (GeneratorDriver Driver, Compilation Compilation)> prepare)
    {
        List<(double Driver, double Generator, double Allocated)> runs = [];
        for (int run = 1; run <= times; run++)
        {
            (GeneratorDriver driver, Compilation compilation) = prepare(run);
            long allocated = GC.GetTotalAllocatedBytes(precise: true);
            long start = Stopwatch.GetTimestamp();
            GeneratorDriver after = driver.RunGenerators(compilation);
            double elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            runs.Add((elapsed, after.GetTimingInfo().GeneratorTimes.Single().ElapsedTime.TotalMilliseconds, (GC.GetTotalAllocatedBytes(precise: true) - allocated) / 1024.0));
        }

        double median = Median(runs.Select(run => run.Driver));
        string wanted = goal?.ToString("0.0", CultureInfo.InvariantCulture) ?? "-";
        string verdict = goal is null ? string.Empty : median <= goal ? "met" : "missed";
        Line($"{what,-48} {wanted,8} {median,10:F3} {Median(runs.Select(run => run.Generator)),16:F3} {Median(runs.Select(run => run.Allocated)),14:N0}  {verdict}");
    }

    // Parsing is in the driver's time above; binding is all that the compiler does to the bodies and the documentation.
    private void Compile(Text file)
    {
        string[] texts = [.. Project.Driver([file]).RunGenerators(Project.Compilation()).GetRunResult().Results[0].GeneratedSources.Select(source => source.SourceText.ToString())];
        List<(double Parse, double Bind)> runs = [];
        for (int run = 0; run < 3; run++)
        {
            long start = Stopwatch.GetTimestamp();
            SyntaxTree[] trees = Project.Parse(texts);
            double parse = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            Compilation compilation = Project.Compilation().AddSyntaxTrees(trees);
            start = Stopwatch.GetTimestamp();
            ImmutableArray<Diagnostic> diagnostics = compilation.GetDiagnostics();
            runs.Add((parse, Stopwatch.GetElapsedTime(start).TotalMilliseconds));
            if (diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
            {
                throw new InvalidOperationException($"What comes of {file.Path} does not compile: {diagnostics.First(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)}");
            }
        }

        string name = Path.GetFileName(file.Path).Replace(".levels.yaml", string.Empty, StringComparison.Ordinal);
        Line($"{name,-20} {texts.Sum(text => text.Length) / 1024.0,10:F1} {Median(runs.Select(run => run.Parse)),9:F1} {Median(runs.Select(run => run.Bind)),9:F1}");
    }

    private static double Median(IEnumerable<double> values) => values.Order().ToArray() is var sorted ? sorted[sorted.Length / 2] : 0;

    private void Line(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture).TrimEnd());
}
