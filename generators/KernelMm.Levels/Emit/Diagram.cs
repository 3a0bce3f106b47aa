using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>An entry's bits as lines of text, highest first, as a manual's table draws them.</summary>
internal static class Diagram
{
    /// <summary>The lines of a documentation comment that show the level's entry.</summary>
    public static string Remarks(Level level)
    {
        Field[] fields = [.. level.FieldsAndAddress.Reverse()];
        (int name, int manual) = (fields.Max(field => field.Name.Length), fields.Max(field => Manual(field).Length));
        IEnumerable<string> rows = fields.Select(field =>
            $"/// {Range(field.High, field.Low),-5} {Doc.Escape($"{field.Name.PadRight(name)} {Manual(field).PadRight(manual)} {Text(field)}")}");
        return $"/// <remarks>\n/// <code>\n{string.Join("\n", rows)}\n/// </code>\n/// </remarks>";
    }

    private static string Manual(Field field) => field.ManualName ?? "-";

    private static string Text(Field field) =>
        $"{field.Description}{(field.Denies ? " (set denies)" : string.Empty)}{Only(field)}";

    // At the levels above the lowest, a page's address leaves out bits that a table's has.
    private static string Only(Field field) => (field.Name, field.Classes) switch
    {
        ("address", FieldClasses.Table) => " (table)",
        ("address", FieldClasses.Leaf) => " (leaf)",
        (_, FieldClasses.Hardware) => " (in the hardware's own table)",
        _ => string.Empty,
    };

    private static string Range(int high, int low) => high == low ? $"{high}" : $"{high}:{low}";
}
