using System.Globalization;
using KernelMm.Contracts;

namespace KernelMm.Cli.Rendering;

/// <summary>A page for people about each entry: what it is, what is true of it, and its bits with the set flags named.</summary>
internal sealed class EntryPages(ByteOutput output, ArchitectureLayout layout, LevelLayout level, string levelName) : IEntryRenderer
{
    private bool _first = true;

    public void Add(ulong value, in DecodedEntry entry)
    {
        if (!_first)
        {
            output.Write("\n"u8);
        }

        _first = false;
        string digits = value.ToString(layout.EntryBytes == 8 ? "x16" : "x8", CultureInfo.InvariantCulture);
        Line($"0x{digits}  {layout.Name} {levelName}: {EntryMeaning.Name(entry)}");
        WriteTarget(entry);
        Line($"  is      {Predicates(entry, wanted: true)}");
        Line($"  is not  {Predicates(entry, wanted: false)}");
        WriteBits(value, ClassesOf(entry.Kind));
    }

    private static EntryClasses ClassesOf(EntryKind kind) => kind switch
    {
        EntryKind.Table => EntryClasses.Table,
        EntryKind.Leaf => EntryClasses.Leaf,
        EntryKind.Bad => EntryClasses.Table | EntryClasses.Leaf,
        _ => EntryClasses.NonPresent,
    };

    private static string DescribeContent(in DecodedSwap swap) => swap.Content switch
    {
        SwapContent.Slot => "a slot of a swap area",
        SwapContent.Pfn => "a page frame",
        SwapContent.Marker => "marker bits",
        _ => "nothing",
    };

    private void WriteTarget(in DecodedEntry entry)
    {
        if (EntryMeaning.Frame(entry, layout) is { } frame)
        {
            Line($"  frame   {frame}, physical address {new PhysicalAddress(frame.Value << layout.PageShift)}");
        }

        if (entry.Swap is { } swap)
        {
            string name = swap.TypeName ?? "swap file";
            Line(string.Create(CultureInfo.InvariantCulture, $"  swap    type {swap.Type} ({name}), offset 0x{swap.Offset:x} ({DescribeContent(swap)})"));
        }
    }

    private string Predicates(in DecodedEntry entry, bool wanted)
    {
        (ulong bits, EntryKind kind) = (entry.Predicates, entry.Kind);
        string[] names = [.. level.Predicates.Where((name, index) => HasMeaning(name, kind) && ((bits >> index & 1) != 0) == wanted)];
        return names.Length == 0 ? "-" : string.Join(' ', names);
    }

    // The same bits mean one thing in a present entry and another in a swap entry; the kernel asks the ones with this prefix of
    // swap entries only, and all that are not about the kind of present entries only.
    private static bool HasMeaning(string predicate, EntryKind kind) => predicate switch
    {
        "none" or "present" or "leaf" or "bad" => true,
        _ when kind == EntryKind.None => false,
        _ => predicate.StartsWith("swp_", StringComparison.Ordinal) == (kind == EntryKind.NonPresent),
    };

    private void WriteBits(ulong value, EntryClasses classes)
    {
        BitDiagram diagram = new(layout, level, classes);
        foreach (string line in diagram.Ruler())
        {
            Line($"  {line}");
        }

        Line($"  {diagram.Values(value)}");
        if (!diagram.Fields.Any())
        {
            return;
        }

        Line($"  {diagram.Legend()}");
        foreach ((char letter, FieldLayout field) in diagram.Fields)
        {
            ulong content = BitDiagram.ValueOf(field, value);
            if (content != 0)
            {
                string names = string.Join(' ', new[] { field.Name, field.LinuxName, field.ManualName }.Where(name => name is not null).Distinct());
                Line(string.Create(CultureInfo.InvariantCulture, $"  {letter} {BitDiagram.BitsOf(field),5} = {content:x}  {names}: {field.Description}"));
            }
        }
    }

    private void Line(string text) => output.Write(text).Write("\n"u8);
}
