using KernelMm.Levels.Parsing.Reading;

namespace KernelMm.Levels.Parsing.Sections;

/// <summary>Whether an entry is read in one piece.</summary>
internal static class EntryAtomicity
{
    private static readonly Dictionary<string, bool> InHalves = new(StringComparer.Ordinal) { ["whole"] = false, ["halves"] = true };

    /// <summary>Whether it is read as two words of 32 bits.</summary>
    public static bool Read(MappingReader file, int entryBits)
    {
        bool inHalves = Words.ReadChoice(file.Reporter, "entry_atomicity", file["entry_atomicity"], InHalves) ?? false;
        if (inHalves && entryBits <= 32)
        {
            file.Reporter.Report(LevelDiagnostics.NotOneOf, file["entry_atomicity"]!.Span, "entry_atomicity", "halves", $"an entry of {entryBits} bits is one word, so write `whole`, or leave it out");
        }

        return inHalves;
    }
}
