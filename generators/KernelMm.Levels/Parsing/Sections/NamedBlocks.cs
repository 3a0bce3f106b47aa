using KernelMm.Levels.Parsing.Checks;
using KernelMm.Levels.Parsing.Reading;
using KernelMm.Levels.Parsing.Yaml;

namespace KernelMm.Levels.Parsing.Sections;

/// <summary>
/// A list of blocks that give names a meaning at some levels, as <c>predicates</c> and <c>transitions</c> are.
/// </summary>
/// <typeparam name="T">What a name stands for.</typeparam>
internal sealed class NamedBlocks<T>
    where T : class
{
    private readonly Reporter _reporter;
    private readonly LevelTable _levels;
    private readonly string _what;
    private readonly List<(YamlScalar Name, T Value)>[] _items;
    private readonly HashSet<string>[] _names;
    private readonly NameCollisions[] _collisions;

    /// <summary>No blocks yet.</summary>
    /// <param name="reporter">Takes what is wrong.</param>
    /// <param name="levels">The levels that blocks may name.</param>
    /// <param name="what">What is named, for a sentence.</param>
    public NamedBlocks(Reporter reporter, LevelTable levels, string what)
    {
        _reporter = reporter;
        _levels = levels;
        _what = what;
        _items = levels.Indices.Select(_ => new List<(YamlScalar, T)>()).ToArray();
        _names = levels.Indices.Select(_ => new HashSet<string>(StringComparer.Ordinal)).ToArray();
        _collisions = levels.Levels.Select(level => new NameCollisions(reporter, $"At the {level.Word} level the {what}s")).ToArray();
    }

    /// <summary>What was read for a level, in the file's order.</summary>
    public IReadOnlyList<(YamlScalar Name, T Value)> At(int level) => _items[level];

    /// <summary>The names given at a level, also those whose value could not be read.</summary>
    public IReadOnlyCollection<string> NamesAt(int level) => _names[level];

    public void Read(string section, YamlNode? node, KeyTable keys, Func<string, YamlNode, int, T?> readValue)
    {
        foreach (YamlNode item in Lists.Read(_reporter, section, node) ?? [])
        {
            if (MappingReader.Open(_reporter, section, item, keys) is MappingReader block)
            {
                ReadBlock(block, readValue);
            }
        }
    }

    private void ReadBlock(MappingReader block, Func<string, YamlNode, int, T?> readValue)
    {
        IReadOnlyList<int> levels = _levels.Resolve(block["levels"]);
        foreach (YamlEntry entry in block.Entries.Where(entry => entry.Key.Value != "levels"))
        {
            if (Names.Read(_reporter, "a " + _what, entry.Key) is not YamlScalar name)
            {
                continue;
            }

            foreach (int level in levels.Where(level => TryName(level, name)))
            {
                if (readValue(name.Value, entry.Value, level) is T value)
                {
                    _items[level].Add((name, value));
                }
            }
        }
    }

    private bool TryName(int level, YamlScalar name)
    {
        if (!_names[level].Add(name.Value))
        {
            _reporter.Report(LevelDiagnostics.DuplicateName, name.Span, $"a {_what} of the {_levels.Levels[level].Word} level called", name.Value, "keep one of the two, or give them different levels");
            return false;
        }

        _collisions[level].Add(name);
        return Lists.IsWithin(_reporter, $"{_what}s", _names[level].Count, LevelFileLimits.MaxItems, name.Span);
    }
}
