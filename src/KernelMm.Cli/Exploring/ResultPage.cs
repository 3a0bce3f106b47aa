using System.Globalization;
using KernelMm.Exploration.Results;

namespace KernelMm.Cli.Exploring;

/// <summary>What an exploration found, for people.</summary>
internal static class ResultPage
{
    public static void Write(TextWriter output, SavedResult saved)
    {
        ExplorationResult result = saved.Result;
        string part = saved.Shards.Count == saved.ShardCount ? string.Empty : Invariant($", shards {string.Join(", ", saved.Shards)} of {saved.ShardCount}");
        output.WriteLine($"{saved.Scenario}: {saved.How}{part}");
        output.WriteLine(Invariant($"  executions      {result.Executions:N0}, and {result.Pruned:N0} given up as like another"));
        output.WriteLine(Invariant($"  classes         {(result.ClassesAreExact ? "" : "at least ")}{result.Classes:N0}"));
        output.WriteLine(Invariant($"  steps           {result.Steps:N0}, at most {result.LongestExecution:N0} in one execution"));
        output.WriteLine(Invariant($"  bound hits      {result.BoundHits:N0} left out, {result.TooLong:N0} cut for their length"));
        if (result.PctBound is { } bound)
        {
            output.WriteLine(Invariant($"  bound of pct    one execution finds a bug of this depth with a probability of at least {bound:G3}"));
        }

        foreach ((string mark, long count) in result.Marks.OrderBy(mark => mark.Key, StringComparer.Ordinal))
        {
            output.WriteLine(Invariant($"  mark            {mark}: {count:N0}"));
        }

        output.WriteLine(Invariant($"  speed           {result.ExecutionsPerSecond:N0} executions and {result.StepsPerSecond:N0} steps a second, for {result.Elapsed.TotalSeconds:N1} s"));
        output.WriteLine($"  {Verdict(result)}");
        foreach (FailureReport report in result.Failures)
        {
            output.WriteLine();
            Write(output, report);
        }
    }

    public static void Write(TextWriter output, FailureReport report)
    {
        output.WriteLine($"{report.Failure.Kind} {report.Failure.Name}");
        output.WriteLine($"  {report.Failure.Message}");
        LaneTable.Write(output, report.Steps);
        output.WriteLine(Invariant($"  --replay '{report.Schedule}' (met in execution {report.Execution})"));
    }

    private static string Verdict(ExplorationResult result) => result switch
    {
        { Failures.Count: > 0 } => Invariant($"{result.Failures.Count} kinds of failure were found."),
        { IsProof: true } => "Every order was tried, and none fails.",
        { IsExhausted: true } => "Every order within the bounds was tried, and none fails; the bounds left some out.",
        _ => "None of these failed; there are more.",
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
