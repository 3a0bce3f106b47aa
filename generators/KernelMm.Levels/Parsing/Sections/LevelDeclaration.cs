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
/// <param name="Empty">The value of an entry that is none.</param>
/// <param name="Type">The bits by which an entry says its level.</param>
/// <param name="TypeValue">Their value here.</param>
/// <param name="Limits">Which entries the tables below have.</param>
/// <param name="LinuxTable">Where Linux's own table lies, seen from the hardware's.</param>
/// <param name="When">The switch under which there is the level.</param>
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
    ulong Empty,
    EntryBitRange? Type,
    int TypeValue,
    TableLimits? Limits,
    int LinuxTable,
    string? When,
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
    public static LevelDeclaration? Read(Reporter reporter, YamlNode node, ParameterTable parameters, int entryBits)
    {
        if (MappingReader.Open(reporter, "levels", node, LevelFileKeys.Level) is not MappingReader section)
        {
            return null;
        }

        int? shift = section.Integer("shift", 1, 63);
        int? indexBits = section.Integer("index_bits", 1, 20);
        LeafSupport? leaf = Words.ReadChoice(reporter, "leaf", section["leaf"], LeafWords);
        string? manual = section.Text("manual");
        ulong empty = ReadEmpty(section, parameters, entryBits);
        MappingReader? type = MappingReader.Open(reporter, "type", section["type"], LevelFileKeys.LevelType);
        EntryBitRange? typeBits = type is null ? null : TableLimitsReader.Bits(type, "bits", entryBits);
        int typeValue = typeBits is null ? 0 : type!.Integer("value", 0, (1 << (typeBits.High - typeBits.Low + 1)) - 1) ?? 0;
        TableLimits? limits = TableLimitsReader.Read(section, entryBits);
        int linuxTable = ReadLinuxTable(section);
        string? when = section["when"] is { } condition ? parameters.ResolveSwitch("when", condition) : null;
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
            empty,
            typeBits,
            typeValue,
            limits,
            linuxTable,
            when,
            section.Span);
    }

    // A number, or a parameter whose value is one.
    private static ulong ReadEmpty(MappingReader section, ParameterTable parameters, int entryBits)
    {
        if (section["empty"] is YamlScalar { IsPlain: true, Value.Length: > 0 } word && !char.IsDigit(word.Value[0]))
        {
            return (parameters.ResolveNumber("empty", word)?.Default ?? 0) & Bits.All(entryBits);
        }

        return Integers.ReadMask(section.Reporter, "empty", section["empty"], 0, Bits.All(entryBits)) ?? 0;
    }

    // So many bytes before the hardware's, or behind it.
    private static int ReadLinuxTable(MappingReader section)
    {
        if (section["linux_table"] is not YamlScalar { IsPlain: true } word)
        {
            return section.Integer("linux_table", 1, 1) ?? 0;
        }

        bool isBefore = word.Value.StartsWith("-", StringComparison.Ordinal);
        YamlScalar number = isBefore ? word with { Value = word.Value.Substring(1) } : word;
        int bytes = Integers.Read(section.Reporter, "linux_table", number, 8, 1 << 20) ?? 8;
        return isBefore ? -bytes : bytes;
    }
}
