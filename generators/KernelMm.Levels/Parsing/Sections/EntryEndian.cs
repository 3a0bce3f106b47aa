using KernelMm.Levels.Parsing.Reading;

namespace KernelMm.Levels.Parsing.Sections;

/// <summary>In which order an entry's bytes stand in memory.</summary>
internal static class EntryEndian
{
    private static readonly Dictionary<string, bool> IsBig = new(StringComparer.Ordinal) { ["cpu"] = false, ["big"] = true };

    /// <summary>Whether the highest byte comes first, whatever the processor's own order is.</summary>
    public static bool Read(MappingReader file, bool inHalves)
    {
        bool isBig = Words.ReadChoice(file.Reporter, "entry_endian", file["entry_endian"], IsBig) ?? false;
        if (isBig && inHalves)
        {
            file.Reporter.Report(LevelDiagnostics.NotOneOf, file["entry_endian"]!.Span, "entry_endian", "big", "an entry that is read in halves has the processor's order, so leave out one of the two keys");
        }

        return isBig;
    }
}
