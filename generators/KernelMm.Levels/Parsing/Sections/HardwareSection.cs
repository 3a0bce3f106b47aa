using KernelMm.Levels.Model;
using KernelMm.Levels.Parsing.Checks;
using KernelMm.Levels.Parsing.Reading;
using KernelMm.Levels.Parsing.Yaml;

namespace KernelMm.Levels.Parsing.Sections;

/// <summary>What the MMU makes of entries.</summary>
internal sealed class HardwareSection
{
    private static readonly Rights NoRights = new(null, null, null, null, null);

    private readonly LevelTable _levels;
    private readonly TestReader _tests;
    private readonly MappingReader _section;
    private readonly LevelTests? _valid;
    private readonly LevelTests _leaf;
    private readonly LevelTests _fault;
    private readonly Dictionary<int, MappingReader> _tableRights;
    private readonly Dictionary<int, MappingReader> _leafRights;
    private readonly bool _userWritableDenies;

    private HardwareSection(MappingReader section, LevelTable levels, TestReader tests, TransitionStepReader steps)
    {
        (_section, _levels, _tests) = (section, levels, tests);
        _valid = section["valid"] is YamlSequence ? LevelTests.Read(section, "valid", levels, tests) : null;
        _leaf = LevelTests.Read(section, "leaf", levels, tests);
        _fault = LevelTests.Read(section, "fault", levels, tests);
        AlignedLeaves = section.Switch("aligned_leaves");
        MappingReader? rights = MappingReader.Open(section.Reporter, "rights", section["rights"], LevelFileKeys.Rights);
        _tableRights = ReadBlocks(rights, "table");
        _leafRights = ReadBlocks(rights, "leaf");
        _userWritableDenies = rights?.Switch("user_writable_denies_kernel_execute") ?? false;
        foreach (int level in levels.Indices.Where(level => _valid is not null && !_valid.Levels.Contains(level)))
        {
            section.Reporter.Report(LevelDiagnostics.MissingKey, section["valid"]!.Span, "`valid`", $"when` for the {levels.Levels[level].Word} level in one of its `levels");
        }

        LeafRules.Check(section.Reporter, levels, _leaf.Levels);
        Marks = MarksSection.Read(section, levels, steps);
    }

    /// <summary>Whether a leaf's address must be a multiple of what it covers.</summary>
    public bool AlignedLeaves { get; }

    /// <summary>What using entries makes of them.</summary>
    public MarksSection Marks { get; }

    public static HardwareSection? Read(MappingReader file, LevelTable levels, TestReader tests, TransitionStepReader steps) =>
        MappingReader.Open(file.Reporter, "hardware", file["hardware"], LevelFileKeys.Hardware) is MappingReader section
            ? new HardwareSection(section, levels, tests, steps)
            : null;

    public HardwareEntry At(int level) => new(
        ReadValid(level) ?? new ConstantTest(false),
        _leaf.At(level) ?? new ConstantTest(false),
        _fault.At(level),
        Marks.At(level),
        level == _levels.Lowest ? NoRights : ReadRights(_tableRights, level),
        _levels.Levels[level].Leaf == LeafSupport.None ? NoRights : ReadRights(_leafRights, level),
        _userWritableDenies);

    // One test for all levels, or a list of tests for some each.
    private Test? ReadValid(int level) => _valid is { } byLevel ? byLevel.At(level) : _tests.Read("valid", _section["valid"], level);

    // One block of rights, or a list of blocks for some levels each.
    private Dictionary<int, MappingReader> ReadBlocks(MappingReader? rights, string key)
    {
        var found = new Dictionary<int, MappingReader>();
        IEnumerable<YamlNode> items = rights?[key] is not { } node ? [] : node is YamlSequence ? rights.List(key) ?? [] : [node];
        foreach (YamlNode item in items)
        {
            if (MappingReader.Open(_section.Reporter, key, item, LevelFileKeys.EntryRights) is not MappingReader block)
            {
                continue;
            }

            ExecuteRights.Check(block);
            foreach (int level in _levels.ResolveOrAll(block["levels"]))
            {
                if (found.ContainsKey(level))
                {
                    _section.Reporter.Report(LevelDiagnostics.DuplicateName, block.Span, "a list of rights of the level", _levels.Levels[level].Word, "keep one of the two");
                }
                else
                {
                    found.Add(level, block);
                }
            }
        }

        return found;
    }

    private Rights ReadRights(Dictionary<int, MappingReader> blocks, int level)
    {
        if (!blocks.TryGetValue(level, out MappingReader? rights))
        {
            return NoRights;
        }

        Test? execute = _tests.Read("execute", rights["execute"], level);
        return new Rights(
            _tests.Read("user", rights["user"], level),
            _tests.Read("write", rights["write"], level),
            execute ?? _tests.Read("user_execute", rights["user_execute"], level),
            execute ?? _tests.Read("kernel_execute", rights["kernel_execute"], level),
            _tests.Read("read", rights["read"], level));
    }
}
