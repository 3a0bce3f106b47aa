using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using KernelMm.Analyzers;
using Microsoft.CodeAnalysis.Diagnostics;

namespace KernelMm.Comparison.Speed;

/// <summary>Counts instructions by Linux's <c>perf</c>, in a process for each side. Not every machine lets it: a virtual one often has no counter.</summary>
internal static class Instructions
{
    public const string Command = "idle";

    /// <summary>Ours by the empty one's; empty where they cannot be counted, and then it has been said why.</summary>
    public static double[] Ratio()
    {
        // Once and three times: the difference is two runs, and no start of a process.
        return Count("ours", 1) is { } once && Count("ours", 3) - once is { } ours && Count("empty", 3) - Count("empty", 1) is { } empty
            ? [ours / empty]
            : [];
    }

    /// <summary>What the counted process does.</summary>
    public static async Task Repeat(string which, int times)
    {
        DiagnosticAnalyzer analyzer = which == "ours" ? new MappingAnalyzer() : new EmptyAnalyzer();
        var input = Inputs.WithoutContracts(1000);
        for (var i = 0; i < times; i++)
        {
            _ = await Run.Of(analyzer, input);
        }
    }

    private static double? Count(string which, int times)
    {
        var start = new ProcessStartInfo("perf") { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])["stat", "-x", ",", "-e", "instructions:u", Environment.ProcessPath!, typeof(Instructions).Assembly.Location, Command, which, times.ToString(CultureInfo.InvariantCulture)])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["DOTNET_TieredCompilation"] = "0";
        try
        {
            using var perf = Process.Start(start)!;
            var counted = perf.StandardError.ReadToEnd();
            perf.WaitForExit();
            return double.TryParse(counted.Split(',')[0], CultureInfo.InvariantCulture, out var count) ? count : Not("this machine has no such counter");
        }
        catch (Win32Exception)
        {
            return Not("this machine has no perf");
        }
    }

    private static double? Not(string because)
    {
        Console.WriteLine($"Instructions are not counted: {because}.");
        return null;
    }
}
