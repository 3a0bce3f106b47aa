using KernelMm.Levels.Model;
using KernelMm.Levels.Parsing.Reading;
using KernelMm.Levels.Parsing.Yaml;

namespace KernelMm.Levels.Parsing.Sections;

/// <summary>An item of <c>fields</c>.</summary>
/// <param name="Field">What the model takes over; where the bits could not be read they are bit 0, and a diagnostic says so.</param>
/// <param name="HasBits">Whether the bits could be read.</param>
/// <param name="Levels">The levels whose entries have it, by index.</param>
/// <param name="NameSpan">Where the name stands.</param>
/// <param name="BitsSpan">Where the bits stand.</param>
/// <param name="Alias">The word after <c>alias_of</c>, or null.</param>
/// <param name="LinuxName">The word after <c>linux</c>, or null.</param>
internal sealed record FieldDeclaration(
    Field Field, bool HasBits, IReadOnlyList<int> Levels, LevelFileSpan NameSpan, LevelFileSpan BitsSpan, YamlScalar? Alias, YamlScalar? LinuxName)
{
    private static readonly Dictionary<string, FieldClasses> ClassWords = new(StringComparer.Ordinal)
    {
        ["table"] = FieldClasses.Table,
        ["leaf"] = FieldClasses.Leaf,
        ["nonpresent"] = FieldClasses.NonPresent,
        ["hardware"] = FieldClasses.Hardware,
    };

    public string Name => Field.Name;

    /// <summary>Reads one item; null where it has no usable name.</summary>
    public static FieldDeclaration? Read(Reporter reporter, YamlNode node, LevelTable levels, int entryBits)
    {
        if (MappingReader.Open(reporter, "fields", node, LevelFileKeys.Field) is not MappingReader section)
        {
            return null;
        }

        YamlScalar? name = Names.Read(reporter, "a field", section["name"], isMember: false);
        BitRange? bits = section.Bits("bits", entryBits, name is null ? "The field" : $"The field `{name.Value}`");
        string? manual = section.Text("manual");
        YamlScalar? linux = Names.ReadIdentifier(reporter, "Linux's name of a field", section["linux"]);
        string? doc = section.Text("doc");
        bool denies = section.Switch("deny");
        IReadOnlyList<int> on = levels.ResolveOrAll(section["levels"]);
        FieldClasses classes = ReadClasses(reporter, section["in"]);
        YamlScalar? alias = Words.Read(reporter, "alias_of", section["alias_of"], "the name of a field");
        if (name is null)
        {
            return null;
        }

        var field = new Field(name.Value, bits?.High ?? 0, bits?.Low ?? 0, manual, linux?.Value, classes, denies, alias?.Value, doc ?? string.Empty);
        return new FieldDeclaration(field, bits is not null, on, name.Span, bits?.Span ?? section.Span, alias, linux);
    }

    private static FieldClasses ReadClasses(Reporter reporter, YamlNode? node)
    {
        if (node is null)
        {
            return FieldClasses.Table | FieldClasses.Leaf;
        }

        FieldClasses classes = FieldClasses.None;
        foreach (YamlNode item in Lists.Read(reporter, "in", node) ?? [])
        {
            classes |= Words.ReadChoice(reporter, "in", item, ClassWords) ?? FieldClasses.None;
        }

        return classes;
    }
}
