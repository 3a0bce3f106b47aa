using KernelMm.Levels.Model;
using KernelMm.Levels.Parsing.Reading;
using KernelMm.Levels.Parsing.Yaml;

namespace KernelMm.Levels.Parsing.Sections;

/// <summary>An item of <c>levels</c> as it stands in the file; what could not be read is null.</summary>
/// <param name="Names">The names it lists, highest first.</param>
/// <param name="NameSpans">Where each of them stands.</param>
/// <param name="ManualName">The manual's name for an entry.</param>
/// <param name="Shift">What an entry covers.</param>
/// <param name="ShiftSpan">Where that stands.</param>
/// <param name="IndexBits">The bits that choose an entry.</param>
/// <param name="IndexSpan">Where that stands.</param>
/// <param name="Leaf">Who takes a leaf.</param>
/// <param name="Span">Where the item stands.</param>
internal sealed record LevelDeclaration(
    LevelName[] Names,
    LevelFileSpan[] NameSpans,
    string ManualName,
    int? Shift,
    LevelFileSpan ShiftSpan,
    int? IndexBits,
    LevelFileSpan IndexSpan,
    LeafSupport? Leaf,
    LevelFileSpan Span)
{
    private static readonly Dictionary<string, LeafSupport> LeafWords = new(StringComparer.Ordinal)
    {
        ["none"] = LeafSupport.None,
        ["hardware"] = LeafSupport.Hardware,
        ["linux"] = LeafSupport.Linux,
    };

    public LevelName Owner => Names[Names.Length - 1];

    /// <summary>The owner's name as the file writes it.</summary>
    public string Word => LevelWords.Of(Owner);

    /// <summary>Reads one item; null where it has no usable name.</summary>
    public static LevelDeclaration? Read(Reporter reporter, YamlNode node)
    {
        if (MappingReader.Open(reporter, "levels", node, LevelFileKeys.Level) is not MappingReader section)
        {
            return null;
        }

        int? shift = section.Integer("shift", 1, 63);
        int? indexBits = section.Integer("index_bits", 1, 20);
        LeafSupport? leaf = Words.ReadChoice(reporter, "leaf", section["leaf"], LeafWords);
        string? manual = section.Text("manual");
        if (section.List("names") is not IReadOnlyList<YamlNode> items)
        {
            return null;
        }

        LevelName?[] names = items.Select(item => LevelWords.Read(reporter, item)).ToArray();
        if (names.Any(name => name is null))
        {
            return null;
        }

        LevelName[] known = names.Select(name => name!.Value).ToArray();
        return new LevelDeclaration(
            known,
            items.Select(item => item.Span).ToArray(),
            manual ?? LevelWords.Of(known[known.Length - 1]).ToUpperInvariant(),
            shift,
            section["shift"]?.Span ?? section.Span,
            indexBits,
            section["index_bits"]?.Span ?? section.Span,
            leaf,
            section.Span);
    }
}
