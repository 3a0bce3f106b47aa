using System.Globalization;

namespace KernelMm.Benchmarks;

/// <summary>The two tables at the end of a run: the times, and the ratios with their goals.</summary>
internal static class Report
{
    public static void Write(TextWriter output, Rounds rounds)
    {
        output.WriteLine();
        Line(output, $"{"benchmark",-44} {"ns per entry",14}");
        foreach ((string name, double nanoseconds) in rounds.Times())
        {
            Line(output, $"{name,-44} {nanoseconds,14:F3}");
        }

        output.WriteLine();
        Line(output, $"{"ratio",-44} {"goal",6} {"median",8} {"lowest",8} {"highest",8}");
        foreach (Goal goal in Goal.All)
        {
            Line(output, Row(goal, rounds.Ratios(goal)));
        }
    }

    private static FormattableString Row(Goal goal, double[] ratios)
    {
        string atMost = goal.AtMost?.ToString("0.00", CultureInfo.InvariantCulture) ?? "-";
        if (ratios is [])
        {
            return $"{goal.Name,-44} {atMost,6} {"not measured",8}";
        }

        double median = Rounds.Median(ratios);
        string verdict = goal.AtMost is null ? string.Empty : median <= goal.AtMost ? "met" : "missed";
        return $"{goal.Name,-44} {atMost,6} {median,8:F3} {ratios[0],8:F3} {ratios[^1],8:F3}  {verdict}";
    }

    private static void Line(TextWriter output, FormattableString line) =>
        output.WriteLine(line.ToString(CultureInfo.InvariantCulture).TrimEnd());
}
