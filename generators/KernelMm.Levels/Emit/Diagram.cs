using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>An entry's bits as lines of text, highest first, as a manual's table draws them.</summary>
internal static class Diagram
{
    /// <summary>The lines of a documentation comment that show the level's entry.</summary>
    public static string Remarks(Level level)
    {
        IEnumerable<(int High, int Low, string Text)> fields = level.Fields.Select(field =>
            (field.High, field.Low, $"{field.Name,-12} {field.ManualName ?? "-",-16} {field.Description}{(field.Denies ? " (set denies)" : string.Empty)}"));
        IEnumerable<(int High, int Low, string Text)> addresses = level.TableAddress.Concat(level.LeafAddress).Distinct().Select(slice =>
            (slice.High, slice.Low, $"{"address",-12} {"-",-16} physical address bits {slice.AtHigh}:{slice.At}"));
        IEnumerable<string> rows = fields.Concat(addresses)
            .OrderByDescending(row => row.High).ThenByDescending(row => row.Low)
            .Select(row => $"/// {Range(row.High, row.Low),-7} {Doc.Escape(row.Text)}");
        return $"/// <remarks>\n/// <code>\n{string.Join("\n", rows)}\n/// </code>\n/// </remarks>";
    }

    private static string Range(int high, int low) => high == low ? $"{high}" : $"{high}:{low}";
}
