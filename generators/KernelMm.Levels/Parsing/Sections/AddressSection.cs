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
    private readonly List<Slice> _hardwareOnly = [];
    private IReadOnlyList<int> _hardwareOnlyLevels = [];

    public static AddressSection Read(MappingReader file, LevelTable levels, TestReader tests, int entryBits, int physicalBits)
    {
        var section = new AddressSection();
        if (MappingReader.Open(file.Reporter, "address", file["address"], LevelFileKeys.Address) is MappingReader address)
        {
            ReadSlices(address, "slices", address, section._slices, entryBits, physicalBits);
            section.ReadHardwareOnly(address, levels, entryBits);
            section.ReadInverted(address, levels, tests);
            section.ReadGrouped(address, levels, tests);
            section.ReadContiguous(address, levels);
        }

        return section;
    }

    /// <summary>The address's bits from <paramref name="lowest"/> on; what the slices hold below belongs to something else.</summary>
    public EquatableArray<Slice> From(int lowest) => From(_slices, lowest);

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
        .Select(slice => slice.At >= lowest ? slice : new Slice(slice.High, slice.Low + lowest - slice.At, lowest))
        .ToEquatableArray();

    private static void ReadSlices(MappingReader section, string name, MappingReader address, List<Slice> into, int entryBits, int physicalBits)
    {
        foreach (YamlNode item in section.List("slices") ?? [])
        {
            MappingReader? slice = MappingReader.Open(address.Reporter, name, item, LevelFileKeys.Slice);
            BitRange? bits = slice?.Bits("entry", entryBits, "The address");
            if (slice?.Integer("at", 0, 63) is not int at || bits is null)
            {
                continue;
            }

            var read = new Slice(bits.High, bits.Low, at);
            if (AddressSlices.Check(address.Reporter, into, read, slice.Span, physicalBits))
            {
                into.Add(read);
            }
        }
    }

    // What Linux does not know may lie beyond the addresses it knows.
    private void ReadHardwareOnly(MappingReader address, LevelTable levels, int entryBits)
    {
        if (MappingReader.Open(address.Reporter, "hardware_only", address["hardware_only"], LevelFileKeys.HardwareOnly) is MappingReader section)
        {
            _hardwareOnlyLevels = levels.Resolve(section["levels"]);
            ReadSlices(section, "hardware_only", address, _hardwareOnly, entryBits, 64);
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

    private void ReadGrouped(MappingReader address, LevelTable levels, TestReader tests)
    {
        if (MappingReader.Open(address.Reporter, "grouped", address["grouped"], LevelFileKeys.Grouped) is not MappingReader grouped)
        {
            return;
        }

        foreach (int level in levels.Resolve(grouped["levels"]))
        {
            // The page's size is told by address bits, so the entry must have them.
            int entry = levels.Levels[level].Shift ?? 0;
            int biggest = entry + 1;
            while (_slices.Any(slice => slice.At <= biggest && slice.AtHigh >= biggest))
            {
                biggest++;
            }

            if (grouped.Integer("shift", entry + 1, biggest) is int shift && tests.Read("when", grouped["when"], level) is Test test)
            {
                _grouped.Add(level, new EntryGroup(test, shift));
            }
        }
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
