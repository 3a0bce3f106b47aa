using System.Globalization;
using KernelMm.Exploration.Results;

namespace KernelMm.Cli.Exploring;

/// <summary>An execution as a table of lanes: a column for each actor, a line for each step, and the source line at its end.</summary>
internal static class LaneTable
{
    public static void Write(TextWriter output, IReadOnlyList<TracedStep> steps)
    {
        string[] names = [.. steps.GroupBy(step => step.Lane).OrderBy(lane => lane.Key).Select(lane => lane.First().Actor)];
        int[] lanes = [.. steps.Select(step => step.Lane).Distinct().Order()];
        int[] widths = [.. lanes.Select((lane, column) => steps.Where(step => step.Lane == lane).Widest(step => Cell(step).Length, names[column].Length))];
        int number = steps.Count.ToString(CultureInfo.InvariantCulture).Length;
        WriteLine(output, new string(' ', number), names, widths, string.Empty);
        for (int index = 0; index < steps.Count; index++)
        {
            TracedStep step = steps[index];
            string[] cells = [.. lanes.Select(lane => lane == step.Lane ? Cell(step) : "·")];
            WriteLine(output, (index + 1).ToString(CultureInfo.InvariantCulture).PadLeft(number), cells, widths, step.Source);
        }
    }

    private static int Widest(this IEnumerable<TracedStep> steps, Func<TracedStep, int> length, int least) => Math.Max(least, steps.Max(length));

    private static void WriteLine(TextWriter output, string number, string[] cells, int[] widths, string end)
    {
        IEnumerable<string> padded = cells.Select((cell, column) => cell.PadRight(widths[column]));
        output.WriteLine($"  {number}  {string.Join("  ", padded)}  {end}".TrimEnd());
    }

    private static string Cell(TracedStep step)
    {
        string answers = step.Answers.Length == 0 ? string.Empty : $" [{step.Answers}]";
        return string.Create(CultureInfo.InvariantCulture, $"{step.Operation} {step.Target.Kind} 0x{step.Target.Id:x}{answers}");
    }
}
