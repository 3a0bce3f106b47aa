using KernelMm.Levels.Model;
using KernelMm.Levels.Parsing.Reading;
using KernelMm.Levels.Parsing.Yaml;

namespace KernelMm.Levels.Parsing.Sections;

/// <summary>Reads the steps of transitions, for one level at a time.</summary>
internal sealed class TransitionStepReader(Reporter reporter, FieldTable fields, TestReader tests, int entryBits)
{
    private static readonly KeyTable[] Forms =
    [
        LevelFileKeys.SetStep, LevelFileKeys.ClearStep, LevelFileKeys.SetMaskStep, LevelFileKeys.ClearMaskStep, LevelFileKeys.MoveStep,
    ];

    public TransitionStep? Read(YamlNode node, int level)
    {
        if (node is not YamlMapping { Entries.Count: > 0 } mapping)
        {
            reporter.Report(LevelDiagnostics.WrongType, node.Span, "a step", node is YamlMapping ? "empty" : node.Kind, "a mapping, such as { set: [dirty] }");
            return null;
        }

        KeyTable? form = Forms.FirstOrDefault(known => mapping.Entries.Any(entry => entry.Key.Value == known.Required[0]));
        if (form is null)
        {
            YamlScalar key = mapping.Entries[0].Key;
            string suggestion = Suggestion.For(key.Value, Forms.Select(known => known.Required[0]));
            reporter.Report(LevelDiagnostics.UnknownKey, key.Span, "A step", Printable.Shorten(key.Value), suggestion);
            return null;
        }

        MappingReader section = MappingReader.Open(reporter, "a step", mapping, form)!;
        return form.Required[0] switch
        {
            "set" => new SetStep(fields.ResolveMask(level, "set", section["set"]), tests.Read("when", section["when"], level)),
            "clear" => new ClearStep(fields.ResolveMask(level, "clear", section["clear"]), tests.Read("when", section["when"], level)),
            "set_mask" => new SetStep(ReadMask(section, "set_mask")),
            "clear_mask" => new ClearStep(ReadMask(section, "clear_mask")),
            _ => ReadMove(section, level),
        };
    }

    private ulong ReadMask(MappingReader section, string key) =>
        Integers.ReadMask(reporter, key, section[key], 1, Bits.All(entryBits)) ?? 0;

    private MoveStep? ReadMove(MappingReader section, int level)
    {
        Field? from = ReadBit(section, "move", level);
        Field? to = ReadBit(section, "to", level);
        Test? when = tests.Read("when", section["when"], level);
        return from is null || to is null ? null : new MoveStep(from.Mask, to.Mask, when);
    }

    private Field? ReadBit(MappingReader section, string key, int level)
    {
        if (Words.Read(reporter, key, section[key], "the name of a field") is not YamlScalar word || fields.Resolve(level, word) is not Field field)
        {
            return null;
        }

        if (field.High == field.Low)
        {
            return field;
        }

        reporter.Report(LevelDiagnostics.WrongType, word.Span, key, "a field of several bits", "the name of a field of one bit");
        return null;
    }
}
