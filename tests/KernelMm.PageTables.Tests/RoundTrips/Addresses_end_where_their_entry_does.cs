using KernelMm.PageTables.Tests.Vectors;

namespace KernelMm.PageTables.Tests.RoundTrips;

public sealed class Addresses_end_where_their_entry_does
{
    [Theory]
    [MemberData(nameof(ArchVectors.Architectures), MemberType = typeof(ArchVectors))]
    public void Or_where_the_range_does(string architecture)
    {
        VectorConfig config = ArchVectors.Of(architecture);
        Kernel kernel = Kernel.Of(architecture);
        foreach (PageTableLevel level in Enum.GetValues<PageTableLevel>().Where(level => level != PageTableLevel.Pte))
        {
            LevelGeometry? geometry = config.Levels.FirstOrDefault(candidate => candidate.Name == level);
            Seeded.Run(1, random =>
            {
                for (int count = 0; count < 3_000; count++)
                {
                    (ulong address, ulong end) = Range(random, config.Architecture.Layout.PageShift);
                    Assert.Equal(
                        (address, end, new VirtualAddress(Expected(address, end, geometry))),
                        (address, end, kernel.Call("Pgtable", $"{level}AddrEnd", new VirtualAddress(address), new VirtualAddress(end))));
                }
            });
        }
    }

    // The next multiple of the entry's size, unless the end comes first; a folded level has one entry, which ends with the range.
    private static ulong Expected(ulong address, ulong end, LevelGeometry? level)
    {
        UInt128 stop = end == 0 ? UInt128.One << 64 : end;
        if (level is not null)
        {
            UInt128 size = UInt128.One << level.Shift;
            stop = UInt128.Min(stop, ((address / size) + 1) * size);
        }

        return unchecked((ulong)stop);
    }

    private static (ulong Address, ulong End) Range(Random random, int pageShift)
    {
        ulong page = 1UL << pageShift;
        ulong address = random.Next(3) switch { 0 => random.NextUInt64(), 1 => random.NextSparse(), _ => unchecked(0 - ((ulong)random.Next(1, 2_000) * page)) } & ~(page - 1);
        UInt128 left = (UInt128.One << 64) - address;
        UInt128 length = random.Next(4) switch { 0 => left, 1 => page, 2 => UInt128.Min(left, (UInt128)random.Next(1, 2_000) * page), _ => UInt128.Min(left, (UInt128)(random.NextUInt64() & ~(page - 1)) + page) };
        return (address, unchecked((ulong)(address + length)));
    }
}
