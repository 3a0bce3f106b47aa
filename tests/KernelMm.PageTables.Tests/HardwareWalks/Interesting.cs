using KernelMm.PageTables.Tests.Tables;
using KernelMm.PageTables.Tests.Vectors;

namespace KernelMm.PageTables.Tests.HardwareWalks;

/// <summary>Addresses at which walks go wrong: the ends of everything, and one beside them.</summary>
internal static class Interesting
{
    public static IReadOnlyList<ulong> Addresses(VectorConfig config, RandomTables tables, Random random)
    {
        ulong half = 1UL << (config.VirtualAddressBits - 1);
        List<ulong> addresses = [0, half, 2 * half, unchecked(0 - half), unchecked(0 - (2 * half)), 1UL << 63];
        foreach (object item in tables.Naive.Between(0, ulong.MaxValue))
        {
            (ulong start, int shift) = item is FoundLeaf leaf ? (leaf.Address.Value, leaf.Shift) : (((FoundGap)item).Address.Value, ((FoundGap)item).Shift);
            addresses.Add(start);
            addresses.Add(start + (random.NextUInt64() & ((1UL << shift) - 1)));
            addresses.Add(unchecked(start + (1UL << shift)));
        }

        return [.. addresses, .. addresses.Select(address => unchecked(address - 1))];
    }
}
