using KernelMm.Levels.Model;
using KernelMm.Levels.Parsing.Reading;
using KernelMm.Levels.Parsing.Yaml;

namespace KernelMm.Levels.Parsing.Sections;

/// <summary>
/// Reads tests, for one level at a time, because a field's name may stand for other bits elsewhere. It recurses no deeper than the
/// tree reader let the file nest.
/// </summary>
internal sealed class TestReader(Reporter reporter, FieldTable fields, ParameterTable parameters, int entryBits)
{
    private const string Wanted = "a field's name, zero, true, false, or a mapping with `mask`, `field`, `all`, `any`, `not`, `parameter` or `equals_parameter`";

    private static readonly KeyTable[] Forms =
    [
        LevelFileKeys.MaskTest, LevelFileKeys.FieldTest, LevelFileKeys.AllTest, LevelFileKeys.AnyTest, LevelFileKeys.NotTest, LevelFileKeys.ParameterTest, LevelFileKeys.ParameterValueTest,
    ];

    /// <summary>Null where there is no test, or with a diagnostic.</summary>
    public Test? Read(string name, YamlNode? node, int level)
    {
        switch (node)
        {
            case null:
                return null;
            case YamlScalar { Value.Length: > 0 } word:
                return ReadWord(word, level);
            case YamlMapping { Entries.Count: > 0 } mapping:
                return ReadMapping(mapping, level);
            default:
                reporter.Report(LevelDiagnostics.WrongType, node.Span, name, node is YamlSequence ? "a list" : "empty", Wanted);
                return null;
        }
    }

    private Test? ReadWord(YamlScalar word, int level) => word switch
    {
        { IsPlain: true, Value: "true" } => new ConstantTest(true),
        { IsPlain: true, Value: "false" } => new ConstantTest(false),
        { IsPlain: true, Value: "zero" } => new EqualsTest(Bits.All(entryBits), 0),
        _ => fields.Resolve(level, word) is Field field ? new AnySetTest(field.Mask) : null,
    };

    private Test? ReadMapping(YamlMapping mapping, int level)
    {
        KeyTable? form = Forms.FirstOrDefault(known => mapping.Entries.Any(entry => entry.Key.Value == known.Required[0]));
        if (form is null)
        {
            YamlScalar key = mapping.Entries[0].Key;
            string suggestion = Suggestion.For(key.Value, Forms.Select(known => known.Required[0]));
            reporter.Report(LevelDiagnostics.UnknownKey, key.Span, "A test", Printable.Shorten(key.Value), suggestion);
            return null;
        }

        MappingReader section = MappingReader.Open(reporter, form.Name, mapping, form)!;
        return form.Required[0] switch
        {
            "mask" => ReadMask(section),
            "field" => ReadField(section, level),
            "all" => ReadParts(section, "all", level) is Test[] parts ? new AllTest(parts.ToEquatableArray()) : null,
            "any" => ReadParts(section, "any", level) is Test[] parts ? new AnyTest(parts.ToEquatableArray()) : null,
            "not" => Read("not", section["not"], level) is Test inner ? new NotTest(inner) : null,
            "equals_parameter" => parameters.ResolveNumber("equals_parameter", section["equals_parameter"]) is Parameter number ? new ParameterValueTest(Bits.All(entryBits), number.Name) : null,
            _ => parameters.ResolveSwitch("parameter", section["parameter"]) is string name ? new ParameterTest(name) : null,
        };
    }

    private Test? ReadMask(MappingReader section)
    {
        ulong? mask = Integers.ReadMask(reporter, "mask", section["mask"], 1, Bits.All(entryBits));
        if (section["equals"] is not YamlNode equals)
        {
            return mask is ulong any ? new AnySetTest(any) : null;
        }

        ulong? value = Integers.ReadMask(reporter, "equals", equals, 0, Bits.All(entryBits));
        return mask is ulong bits && value is ulong wanted ? Compare(bits, wanted, 0, equals.Span, $"The mask 0x{bits:x}") : null;
    }

    private EqualsTest? ReadField(MappingReader section, int level)
    {
        ulong? value = Integers.ReadMask(reporter, "equals", section["equals"], 0, Bits.All(entryBits));
        Field? field = Words.Read(reporter, "field", section["field"], "the name of a field") is YamlScalar word ? fields.Resolve(level, word) : null;
        return field is not null && value is ulong wanted
            ? Compare(field.Mask, wanted, field.Low, section["equals"]!.Span, $"The field `{field.Name}`")
            : null;
    }

    private EqualsTest? Compare(ulong mask, ulong value, int shift, LevelFileSpan span, string what)
    {
        if ((value & ~(mask >> shift)) == 0)
        {
            return new EqualsTest(mask, value << shift);
        }

        reporter.Report(LevelDiagnostics.OutsideMask, span, what, value, mask >> shift);
        return null;
    }

    private Test[]? ReadParts(MappingReader section, string key, int level)
    {
        Test?[]? parts = section.List(key)?.Select(item => Read(key, item, level)).ToArray();
        return parts is null || parts.Any(part => part is null) ? null : parts.Select(part => part!).ToArray();
    }
}
