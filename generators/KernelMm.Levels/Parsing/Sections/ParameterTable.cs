using KernelMm.Levels.Model;
using KernelMm.Levels.Parsing.Checks;
using KernelMm.Levels.Parsing.Reading;
using KernelMm.Levels.Parsing.Yaml;

namespace KernelMm.Levels.Parsing.Sections;

/// <summary>What a running kernel decides, by name.</summary>
internal sealed class ParameterTable
{
    private readonly Reporter _reporter;
    private readonly List<Parameter> _parameters = [];

    private ParameterTable(Reporter reporter) => _reporter = reporter;

    public EquatableArray<Parameter> Parameters => _parameters.ToEquatableArray();

    public static ParameterTable Read(MappingReader file)
    {
        var table = new ParameterTable(file.Reporter);
        MappingReader? section = MappingReader.Open(file.Reporter, "parameters", file["parameters"], LevelFileKeys.Names("parameters"));
        if (section is null || !Lists.IsWithin(file.Reporter, "parameters", section.Entries.Count, LevelFileLimits.MaxItems, section.Span))
        {
            return table;
        }

        var names = new NameCollisions(file.Reporter, "The parameters");
        foreach (YamlEntry entry in section.Entries)
        {
            if (Names.Read(file.Reporter, "a parameter", entry.Key) is YamlScalar name)
            {
                names.Add(name);
                table.Add(name.Value, entry.Value);
            }
        }

        return table;
    }

    /// <summary>The switch that a word names; null with a diagnostic.</summary>
    public string? ResolveSwitch(string key, YamlNode? node) => Resolve(key, node, wantsSwitch: true)?.Name;

    /// <summary>The number that a word names; null with a diagnostic.</summary>
    public Parameter? ResolveNumber(string key, YamlNode? node) => Resolve(key, node, wantsSwitch: false);

    private Parameter? Resolve(string key, YamlNode? node, bool wantsSwitch)
    {
        if (Words.Read(_reporter, key, node, "the name of a parameter") is not YamlScalar word)
        {
            return null;
        }

        Parameter? parameter = _parameters.Find(known => known.Name == word.Value);
        if (parameter is null)
        {
            _reporter.Report(LevelDiagnostics.UnknownParameter, word.Span, Printable.Shorten(word.Value), Suggestion.For(word.Value, _parameters.Select(known => known.Name)));
            return null;
        }

        if (parameter.IsSwitch != wantsSwitch)
        {
            _reporter.Report(wantsSwitch ? LevelDiagnostics.NotASwitch : LevelDiagnostics.NotANumber, word.Span, parameter.Name);
            return null;
        }

        return parameter;
    }

    private static bool IsNumeric(string text) => text.Length > 0 && (char.IsDigit(text[0]) || text[0] == '-');

    private void Add(string name, YamlNode node)
    {
        MappingReader? section = MappingReader.Open(_reporter, name, node, LevelFileKeys.Parameter);
        YamlNode? value = section?["default"];
        bool isSwitch = value is not YamlScalar { IsPlain: true } scalar || !IsNumeric(scalar.Value);
        ulong number = isSwitch
            ? Words.ReadSwitch(_reporter, "default", value) == true ? 1UL : 0
            : Integers.ReadMask(_reporter, "default", value, 0, ulong.MaxValue) ?? 0;
        _parameters.Add(new Parameter(name, number, isSwitch, section?.Text("doc") ?? string.Empty));
    }
}
