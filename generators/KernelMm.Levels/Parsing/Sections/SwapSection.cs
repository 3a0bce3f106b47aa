using KernelMm.Levels.Model;
using KernelMm.Levels.Parsing.Checks;
using KernelMm.Levels.Parsing.Reading;
using KernelMm.Levels.Parsing.Yaml;

namespace KernelMm.Levels.Parsing.Sections;

/// <summary>How a swap entry stands in a page-table entry, and at which levels one does.</summary>
/// <param name="Layout">The layout.</param>
/// <param name="Levels">The levels, by index.</param>
/// <param name="Fixed">The bits that are set in every swap entry of a level.</param>
internal sealed record SwapSection(SwapLayout Layout, IReadOnlyList<int> Levels, IReadOnlyDictionary<int, ulong> Fixed)
{
    // Linux has 5 bits of type on most architectures and 7 at most.
    private const int WidestType = 8;

    public static SwapSection? Read(MappingReader file, LevelTable levels, ParameterTable parameters, int entryBits)
    {
        if (MappingReader.Open(file.Reporter, "swap", file["swap"], LevelFileKeys.Swap) is not MappingReader section)
        {
            return null;
        }

        IReadOnlyList<int> on = levels.Resolve(section["levels"]);
        BitRange? type = section.Bits("type", entryBits, "The swap type");
        MappingReader? offsetSection = MappingReader.Open(file.Reporter, "offset", section["offset"], LevelFileKeys.SwapOffset);
        BitRange? offset = offsetSection?.Bits("bits", entryBits, "The swap offset");
        SwapBit[] flags = ReadBits(section, "flags", entryBits - 1);
        int kept = offsetSection?.Integer("kept", 1, offset?.Width ?? 64) ?? offset?.Width ?? 64;
        int pfnBits = section.Integer("pfn_bits", 1, 63) ?? 0;
        SwapBit[] markers = ReadBits(section, "markers", kept - 1);
        SwapTypeGroup[] types = SwapTypes.Read(section, parameters, type is null ? 1 << WidestType : 1 << Math.Min(type.Width, WidestType));
        if (type is null || offset is null)
        {
            return null;
        }

        if (type.Width > WidestType)
        {
            file.Reporter.Report(LevelDiagnostics.TooMany, type.Span, "The swap type", WidestType, "bits");
        }

        SwapOverlaps.Check(section, type, offset, flags);
        var layout = new SwapLayout(
            type.High,
            type.Low,
            offset.High,
            offset.Low,
            offsetSection!.Switch("inverted"),
            kept,
            flags.ToEquatableArray(),
            pfnBits,
            types.ToEquatableArray(),
            markers.ToEquatableArray());
        return new SwapSection(layout, on, ReadFixed(section, levels, entryBits));
    }

    /// <summary>The bits that are set in every swap entry of a level.</summary>
    public ulong FixedAt(int level) => Fixed.TryGetValue(level, out ulong mask) ? mask : 0;

    private static Dictionary<int, ulong> ReadFixed(MappingReader swap, LevelTable levels, int entryBits)
    {
        var found = new Dictionary<int, ulong>();
        foreach (YamlNode item in swap.List("fixed") ?? [])
        {
            MappingReader? block = MappingReader.Open(swap.Reporter, "fixed", item, LevelFileKeys.FixedBits);
            ulong mask = Integers.ReadMask(swap.Reporter, "mask", block?["mask"], 1, Bits.All(entryBits)) ?? 0;
            foreach (int level in levels.Resolve(block?["levels"]))
            {
                found[level] = found.TryGetValue(level, out ulong known) ? known | mask : mask;
            }
        }

        return found;
    }

    private static SwapBit[] ReadBits(MappingReader section, string key, int highest)
    {
        MappingReader? bits = MappingReader.Open(section.Reporter, key, section[key], LevelFileKeys.Names(key));
        if (bits is null || !Lists.IsWithin(section.Reporter, key, bits.Entries.Count, LevelFileLimits.MaxItems, bits.Span))
        {
            return [];
        }

        var names = new NameCollisions(section.Reporter, $"The {key}");
        var result = new List<SwapBit>();
        foreach (YamlEntry entry in bits.Entries)
        {
            if (Names.Read(section.Reporter, "a bit in " + key, entry.Key) is YamlScalar name
                && Integers.Read(section.Reporter, name.Value, entry.Value, 0, highest) is int bit)
            {
                names.Add(name);
                result.Add(new SwapBit(name.Value, bit));
            }
        }

        return result.ToArray();
    }
}
