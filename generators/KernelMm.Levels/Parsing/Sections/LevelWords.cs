using KernelMm.Levels.Model;
using KernelMm.Levels.Parsing.Reading;
using KernelMm.Levels.Parsing.Yaml;

namespace KernelMm.Levels.Parsing.Sections;

/// <summary>The levels' names as level files write them.</summary>
internal static class LevelWords
{
    /// <summary>All five, highest first.</summary>
    public static readonly string[] All = ["pgd", "p4d", "pud", "pmd", "pte"];

    private static readonly Dictionary<string, LevelName> Known =
        All.Select((word, index) => (word, LevelName.Pgd - index)).ToDictionary(pair => pair.word, pair => pair.Item2, StringComparer.Ordinal);

    public static string Of(LevelName name) => All[LevelName.Pgd - name];

    public static LevelName? Read(Reporter reporter, YamlNode node)
    {
        if (Words.Read(reporter, "a level's name", node, "one of " + string.Join(", ", All)) is not YamlScalar scalar)
        {
            return null;
        }

        if (Known.TryGetValue(scalar.Value, out LevelName name))
        {
            return name;
        }

        reporter.Report(LevelDiagnostics.UnknownLevel, scalar.Span, Printable.Shorten(scalar.Value), Suggestion.For(scalar.Value, All));
        return null;
    }
}
