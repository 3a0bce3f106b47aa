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

    public static AddressSection Read(MappingReader file, LevelTable levels, TestReader tests, int entryBits, int physicalBits)
    {
        var section = new AddressSection();
        if (MappingReader.Open(file.Reporter, "address", file["address"], LevelFileKeys.Address) is MappingReader address)
        {
            section.ReadSlices(address, entryBits, physicalBits);
            section.ReadInverted(address, levels, tests);
            section.ReadGrouped(address, levels, tests);
        }

        return section;
    }

    /// <summary>The address's bits from <paramref name="lowest"/> on; what the slices hold below belongs to something else.</summary>
    public EquatableArray<Slice> From(int lowest) => _slices
        .Where(slice => slice.AtHigh >= lowest)
        .Select(slice => slice.At >= lowest ? slice : new Slice(slice.High, slice.Low + lowest - slice.At, lowest))
        .ToEquatableArray();

    /// <summary>When a level stores the address complemented.</summary>
    public Test? InvertedAt(int level) => _inverted.TryGetValue(level, out Test? test) ? test : null;

    /// <summary>When and how a level's entries make groups.</summary>
    public EntryGroup? GroupedAt(int level) => _grouped.TryGetValue(level, out EntryGroup? group) ? group : null;

    private void ReadSlices(MappingReader address, int entryBits, int physicalBits)
    {
        foreach (YamlNode item in address.List("slices") ?? [])
        {
            MappingReader? section = MappingReader.Open(address.Reporter, "slices", item, LevelFileKeys.Slice);
            BitRange? bits = section?.Bits("entry", entryBits, "The address");
            if (section?.Integer("at", 0, 63) is not int at || bits is null)
            {
                continue;
            }

            var slice = new Slice(bits.High, bits.Low, at);
            if (AddressSlices.Check(address.Reporter, _slices, slice, section.Span, physicalBits))
            {
                _slices.Add(slice);
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
}
