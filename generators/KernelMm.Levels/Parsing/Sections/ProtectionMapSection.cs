using KernelMm.Levels.Model;
using KernelMm.Levels.Parsing.Reading;
using KernelMm.Levels.Parsing.Yaml;

namespace KernelMm.Levels.Parsing.Sections;

/// <summary>Which protection a page gets by what its mapping allows.</summary>
internal static class ProtectionMapSection
{
    // One for each set of the rights to read, to write and to execute.
    private const int Rights = 8;

    /// <summary>Sixteen protections, or none where the file says nothing: what reading (1), writing (2) and executing (4) have, private and then shared.</summary>
    public static EquatableArray<Protection> Read(MappingReader file, EquatableArray<Protection> protections) =>
        MappingReader.Open(file.Reporter, "protection_map", file["protection_map"], LevelFileKeys.ProtectionMap) is MappingReader section
            ? ReadHalf(section, "private", protections).Concat(ReadHalf(section, "shared", protections)).ToEquatableArray()
            : EquatableArray.Of<Protection>();

    private static List<Protection> ReadHalf(MappingReader section, string key, EquatableArray<Protection> protections)
    {
        var found = new List<Protection>();
        IReadOnlyList<YamlNode> items = section.List(key) ?? [];
        if (items.Count is not (0 or Rights))
        {
            section.Reporter.Report(LevelDiagnostics.WrongType, section[key]!.Span, key, $"a list of {items.Count}",
                "a list of eight protections: for none of read, write and execute, r, w, rw, x, rx, wx, rwx");
        }

        foreach (YamlNode item in items)
        {
            if (Words.Read(section.Reporter, key, item, "the name of a protection") is not YamlScalar word)
            {
                continue;
            }

            if (protections.FirstOrDefault(known => known.Name == word.Value) is Protection protection)
            {
                found.Add(protection);
            }
            else
            {
                section.Reporter.Report(LevelDiagnostics.NotOneOf, word.Span, key, Printable.Shorten(word.Value), Suggestion.For(word.Value, protections.Select(known => known.Name)));
            }
        }

        return found;
    }
}
