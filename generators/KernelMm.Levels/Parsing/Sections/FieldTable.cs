using KernelMm.Levels.Model;
using KernelMm.Levels.Parsing.Checks;
using KernelMm.Levels.Parsing.Reading;
using KernelMm.Levels.Parsing.Yaml;

namespace KernelMm.Levels.Parsing.Sections;

/// <summary>The fields of every level, by name.</summary>
internal sealed class FieldTable
{
    private readonly Reporter _reporter;
    private readonly LevelTable _levels;
    private readonly Dictionary<(int Level, string Name), FieldDeclaration> _byName = [];
    private readonly List<FieldDeclaration>[] _byLevel;

    // Whether a field could not be taken up: then the names that are not there may be its, and one diagnostic is enough.
    private bool _isIncomplete;

    private FieldTable(Reporter reporter, LevelTable levels)
    {
        _reporter = reporter;
        _levels = levels;
        _byLevel = levels.Indices.Select(_ => new List<FieldDeclaration>()).ToArray();
    }

    public static FieldTable Read(MappingReader file, LevelTable levels, int entryBits)
    {
        var table = new FieldTable(file.Reporter, levels);
        var declared = new List<FieldDeclaration>();
        foreach (YamlNode item in Lists.Read(file.Reporter, "fields", file["fields"], Lists.MostFields) ?? [])
        {
            if (FieldDeclaration.Read(file.Reporter, item, levels, entryBits) is FieldDeclaration field)
            {
                declared.Add(field);
                table.Add(field);
            }
            else
            {
                table._isIncomplete = true;
            }
        }

        ConstantNames.Check(file.Reporter, declared);
        FieldOverlaps.Check(file.Reporter, table, levels, FieldAliases.Check(file.Reporter, table, levels));
        return table;
    }

    /// <summary>The fields of a level, lowest bit first.</summary>
    public IReadOnlyList<FieldDeclaration> At(int level) => _byLevel[level].OrderBy(field => field.Field.Low).ToArray();

    public FieldDeclaration? Find(int level, string name) =>
        _byName.TryGetValue((level, name), out FieldDeclaration? field) ? field : null;

    /// <summary>The field that a word names at a level; null with a diagnostic.</summary>
    public Field? Resolve(int level, YamlScalar word)
    {
        if (Find(level, word.Value) is FieldDeclaration field)
        {
            return field.HasBits ? field.Field : null;
        }

        if (!_isIncomplete && !_reporter.IsFull)
        {
            string suggestion = Suggestion.For(word.Value, At(level).Select(known => known.Name));
            _reporter.Report(LevelDiagnostics.UnknownField, word.Span, _levels.Levels[level].Word, Printable.Shorten(word.Value), suggestion);
        }

        return null;
    }

    /// <summary>The bits of all fields that a list names at a level.</summary>
    public ulong ResolveMask(int level, string key, YamlNode? list)
    {
        ulong mask = 0;
        foreach (YamlNode item in Lists.Read(_reporter, key, list) ?? [])
        {
            if (Words.Read(_reporter, key, item, "the name of a field") is YamlScalar word)
            {
                mask |= Resolve(level, word)?.Mask ?? 0;
            }
        }

        return mask;
    }

    private void Add(FieldDeclaration field)
    {
        foreach (int level in field.Levels)
        {
            if (_byName.ContainsKey((level, field.Name)))
            {
                _reporter.Report(LevelDiagnostics.DuplicateName, field.NameSpan, $"a field of the {_levels.Levels[level].Word} level called", field.Name, "rename one of the two");
                _isIncomplete = true;
                return;
            }

            _byName.Add((level, field.Name), field);
            _byLevel[level].Add(field);
        }
    }
}
