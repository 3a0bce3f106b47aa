using KernelMm.Levels.Parsing.Yaml;

namespace KernelMm.Levels.Parsing.Reading;

/// <summary>Lists of limited length.</summary>
internal static class Lists
{
    // More fields than bits are possible, as kinds of entries and levels give bits several meanings; but not many more.
    public const int MostFields = 256;

    public static IReadOnlyList<YamlNode>? Read(Reporter reporter, string name, YamlNode? node, int most = LevelFileLimits.MaxItems)
    {
        if (node is null)
        {
            return null;
        }

        if (node is not YamlSequence { Items.Count: > 0 } sequence)
        {
            string kind = node is YamlSequence ? "an empty list" : node.Kind;
            reporter.Report(LevelDiagnostics.WrongType, node.Span, name, kind, "a list with something in it, in [ ] or with a - before each item");
            return null;
        }

        return IsWithin(reporter, name, sequence.Items.Count, most, node.Span) ? sequence.Items : null;
    }

    /// <summary>Whether a list or mapping has at most so many items; a diagnostic otherwise.</summary>
    public static bool IsWithin(Reporter reporter, string name, int count, int most, LevelFileSpan span)
    {
        if (count > most)
        {
            reporter.Report(LevelDiagnostics.TooMany, span, $"`{name}`", most, "items");
        }

        return count <= most;
    }
}
