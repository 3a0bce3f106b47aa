using KernelMm.Levels.Model;
using KernelMm.Levels.Parsing.Checks;
using KernelMm.Levels.Parsing.Reading;
using KernelMm.Levels.Parsing.Yaml;

namespace KernelMm.Levels.Parsing.Sections;

/// <summary>Where an entry holds a physical address.</summary>
internal sealed class AddressSection
{
    private readonly List<Slice> _slices = [];
    private readonly Dictionary<int, Test> _inverted = [];
    private readonly Dictionary<int, EntryGroup> _grouped = [];
    private readonly Dictionary<int, int> _contiguous = [];
    private readonly Dictionary<int, List<Slice>> _tables = [];
    private readonly List<Slice> _hardwareOnly = [];
    private IReadOnlyList<int> _hardwareOnlyLevels = [];

    public static AddressSection Read(MappingReader file, LevelTable levels, TestReader tests, ParameterTable parameters, int entryBits, int physicalBits)
    {
        var section = new AddressSection();
        if (MappingReader.Open(file.Reporter, "address", file["address"], LevelFileKeys.Address) is MappingReader address)
        {
            ReadSlices(address, "slices", address, section._slices, parameters, entryBits, physicalBits);
            section.ReadTables(address, levels, parameters, entryBits);
            section.ReadHardwareOnly(address, levels, parameters, entryBits);
            section.ReadInverted(address, levels, tests);
            section.ReadGrouped(address, levels, tests, parameters, entryBits);
            section.ReadContiguous(address, levels);
        }

        return section;
    }

    /// <summary>The address's bits from <paramref name="lowest"/> on; what the slices hold below belongs to something else.</summary>
    public EquatableArray<Slice> From(int lowest) => From(_slices, lowest);

    /// <summary>The address of the table that an entry of a level points to.</summary>
    public EquatableArray<Slice> TableAt(int level, int pageShift) =>
        _tables.TryGetValue(level, out List<Slice>? slices) ? slices.ToEquatableArray() : From(pageShift);

    /// <summary>A leaf's address as hardware reads it at a level.</summary>
    public EquatableArray<Slice> HardwareFrom(int level, int lowest) =>
        From(_hardwareOnlyLevels.Contains(level) ? _slices.Concat(_hardwareOnly) : _slices, lowest);

    /// <summary>When a level stores the address complemented.</summary>
    public Test? InvertedAt(int level) => _inverted.TryGetValue(level, out Test? test) ? test : null;

    /// <summary>When and how a level's entries make groups.</summary>
    public EntryGroup? GroupedAt(int level) => _grouped.TryGetValue(level, out EntryGroup? group) ? group : null;

    /// <summary>What a run of a level's entries with the contiguous hint maps, or 0.</summary>
    public int ContiguousAt(int level) => _contiguous.TryGetValue(level, out int shift) ? shift : 0;

    private static EquatableArray<Slice> From(IEnumerable<Slice> slices, int lowest) => slices
        .Where(slice => slice.AtHigh >= lowest)
        .Select(slice => slice.At >= lowest ? slice : slice with { Low = slice.Low + lowest - slice.At, At = lowest })
        .ToEquatableArray();

    private static void ReadSlices(MappingReader section, string name, MappingReader address, List<Slice> into, ParameterTable parameters, int entryBits, int physicalBits)
    {
        foreach (YamlNode item in section.List("slices") ?? [])
        {
            MappingReader? slice = MappingReader.Open(address.Reporter, name, item, LevelFileKeys.Slice);
            BitRange? bits = slice?.Bits("entry", entryBits, "The address");
            if (slice?.Integer("at", 0, 63) is not int at || bits is null)
            {
                continue;
            }

            string? when = slice["when"] is { } condition ? parameters.ResolveSwitch("when", condition) : null;
            var read = new Slice(bits.High, bits.Low, at, when);
            if (AddressSlices.Check(address.Reporter, into, read, slice.Span, physicalBits))
            {
                into.Add(read);
            }
        }
    }

    // What Linux does not know may lie beyond the addresses it knows.
    private void ReadHardwareOnly(MappingReader address, LevelTable levels, ParameterTable parameters, int entryBits)
    {
        if (MappingReader.Open(address.Reporter, "hardware_only", address["hardware_only"], LevelFileKeys.HardwareOnly) is MappingReader section)
        {
            _hardwareOnlyLevels = levels.Resolve(section["levels"]);
            ReadSlices(section, "hardware_only", address, _hardwareOnly, parameters, entryBits, 64);
        }
    }

    // As far as the hardware reads them.
    private void ReadTables(MappingReader address, LevelTable levels, ParameterTable parameters, int entryBits)
    {
        foreach (YamlNode item in address.List("tables") ?? [])
        {
            if (MappingReader.Open(address.Reporter, "tables", item, LevelFileKeys.Tables) is not MappingReader section)
            {
                continue;
            }

            List<Slice> slices = [];
            ReadSlices(section, "tables", address, slices, parameters, entryBits, 64);
            foreach (int level in levels.Resolve(section["levels"]))
            {
                if (_tables.ContainsKey(level))
                {
                    address.Reporter.Report(LevelDiagnostics.DuplicateName, section.Span, "an address of tables at the level", levels.Levels[level].Word, "keep one of the two");
                }
                else
                {
                    _tables.Add(level, slices);
                }
            }
        }
    }

    private void ReadInverted(MappingReader address, LevelTable levels, TestReader tests)
    {
        if (MappingReader.Open(address.Reporter, "inverted", address["inverted"], LevelFileKeys.Conditional) is not MappingReader inverted)
        {
            return;
        }

        foreach (int level in levels.Resolve(inverted["levels"]))
        {
            if (tests.Read("when", inverted["when"], level) is Test test)
            {
                _inverted.Add(level, test);
            }
        }
    }

    // One block, or a list of them.
    private void ReadGrouped(MappingReader address, LevelTable levels, TestReader tests, ParameterTable parameters, int entryBits)
    {
        IEnumerable<YamlNode> items = address["grouped"] is not { } node ? [] : node is YamlSequence ? address.List("grouped") ?? [] : [node];
        foreach (YamlNode item in items)
        {
            if (MappingReader.Open(address.Reporter, "grouped", item, LevelFileKeys.Grouped) is MappingReader grouped)
            {
                ReadGroup(grouped, address, levels, tests, parameters, entryBits);
            }
        }
    }

    private void ReadGroup(MappingReader grouped, MappingReader address, LevelTable levels, TestReader tests, ParameterTable parameters, int entryBits)
    {
        List<Slice> slices = [];
        ReadSlices(grouped, "grouped", address, slices, parameters, entryBits, 64);
        foreach (int level in levels.Resolve(grouped["levels"]))
        {
            int entry = levels.Levels[level].Shift ?? 0;
            int biggest = slices.Count > 0 ? 62 : Biggest(entry);
            if (grouped.Integer("shift", entry + 1, biggest) is not int shift || tests.Read("when", grouped["when"], level) is not Test test)
            {
                continue;
            }

            if (_grouped.ContainsKey(level))
            {
                address.Reporter.Report(LevelDiagnostics.DuplicateName, grouped.Span, "a group of entries of the level", levels.Levels[level].Word, "keep one of the two");
            }
            else
            {
                _grouped.Add(level, new EntryGroup(test, shift, From(slices, shift)));
            }
        }
    }

    // The page's size is told by address bits, so the entry must have them.
    private int Biggest(int entry)
    {
        int biggest = entry + 1;
        while (_slices.Any(slice => slice.At <= biggest && slice.AtHigh >= biggest))
        {
            biggest++;
        }

        return biggest;
    }

    private void ReadContiguous(MappingReader address, LevelTable levels)
    {
        foreach (YamlNode item in address.List("contiguous") ?? [])
        {
            MappingReader? run = MappingReader.Open(address.Reporter, "contiguous", item, LevelFileKeys.Contiguous);
            foreach (int level in levels.Resolve(run?["levels"]))
            {
                // A run stays within its table.
                int entry = levels.Levels[level].Shift ?? 0;
                if (run!.Integer("shift", entry + 1, entry + (levels.Levels[level].IndexBits ?? 1)) is not int shift)
                {
                    continue;
                }

                if (_contiguous.ContainsKey(level))
                {
                    address.Reporter.Report(LevelDiagnostics.DuplicateName, run.Span, "a contiguous run for the level", levels.Levels[level].Word, "keep one of the two");
                    continue;
                }

                _contiguous.Add(level, shift);
            }
        }
    }
}
