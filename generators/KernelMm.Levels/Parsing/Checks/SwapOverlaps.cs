using KernelMm.Levels.Model;
using KernelMm.Levels.Parsing.Reading;

namespace KernelMm.Levels.Parsing.Checks;

/// <summary>Type, offset and flags of a swap entry have bits of their own.</summary>
internal static class SwapOverlaps
{
    public static void Check(MappingReader swap, BitRange type, BitRange offset, IReadOnlyList<SwapBit> flags)
    {
        var parts = new List<(string Name, ulong Mask, LevelFileSpan Span)>
        {
            ("The type", type.Mask, type.Span),
            ("The offset", offset.Mask, offset.Span),
        };
        parts.AddRange(flags.Select(flag => ($"The flag `{flag.Name}`", 1UL << flag.Bit, swap["flags"]!.Span)));
        for (int i = 0; i < parts.Count; i++)
        {
            foreach ((string name, ulong mask, LevelFileSpan span) in parts.Skip(i + 1).Where(part => (part.Mask & parts[i].Mask) != 0))
            {
                swap.Reporter.Report(LevelDiagnostics.SwapOverlap, span, parts[i].Name, char.ToLowerInvariant(name[0]) + name.Substring(1), BitRange.Print(mask & parts[i].Mask));
            }
        }
    }
}
