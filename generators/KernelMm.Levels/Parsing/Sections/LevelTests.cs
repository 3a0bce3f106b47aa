using KernelMm.Levels.Model;
using KernelMm.Levels.Parsing.Reading;
using KernelMm.Levels.Parsing.Yaml;

namespace KernelMm.Levels.Parsing.Sections;

/// <summary>A list of <c>{ levels, when }</c>; a level's test holds when that of any item that names the level does.</summary>
internal sealed class LevelTests
{
    private readonly Dictionary<int, List<Test>> _tests = [];

    /// <summary>The levels that the list names.</summary>
    public IReadOnlyCollection<int> Levels => _tests.Keys;

    public static LevelTests Read(MappingReader section, string key, LevelTable levels, TestReader tests)
    {
        var result = new LevelTests();
        foreach (YamlNode item in section.List(key) ?? [])
        {
            MappingReader? condition = MappingReader.Open(section.Reporter, key, item, LevelFileKeys.Conditional);
            foreach (int level in levels.Resolve(condition?["levels"]))
            {
                result.Add(level, tests.Read("when", condition!["when"], level));
            }
        }

        return result;
    }

    /// <summary>Null where no item names the level.</summary>
    public Test? At(int level) => !_tests.TryGetValue(level, out List<Test>? found) || found.Count == 0 ? null
        : found.Count == 1 ? found[0]
        : new AnyTest(found.ToEquatableArray());

    private void Add(int level, Test? test)
    {
        if (!_tests.TryGetValue(level, out List<Test>? known))
        {
            known = [];
            _tests.Add(level, known);
        }

        if (test is not null)
        {
            known.Add(test);
        }
    }
}
