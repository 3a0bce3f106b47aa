using System.Reflection;
using KernelMm.PageTables.Tests.Tables;
using KernelMm.PageTables.Tests.Vectors;

namespace KernelMm.PageTables.Tests.RoundTrips;

public sealed class Frames_survive_their_round_trip
{
    [Theory]
    [MemberData(nameof(ArchVectors.Architectures), MemberType = typeof(ArchVectors))]
    public void With_every_protection_at_every_level_that_maps_memory(string architecture)
    {
        VectorConfig config = ArchVectors.Of(architecture);
        Kernel kernel = Kernel.Of(architecture);
        PropertyInfo[] protections = [.. kernel.Type("Pgprot").GetProperties(BindingFlags.Public | BindingFlags.Static)];
        Assert.NotEmpty(protections);
        foreach (LevelLayout level in config.Architecture.Layout.Levels.Where(level => level.LinuxLeaf))
        {
            foreach (object protection in protections.Select(property => property.GetValue(null)!))
            {
                Seeded.Run(1, random => AssertRoundTrips(config, kernel, level, protection, random));
            }
        }
    }

    [Theory]
    [MemberData(nameof(ArchVectors.Architectures), MemberType = typeof(ArchVectors))]
    public void And_tables_do_where_a_table_is_put_in(string architecture)
    {
        VectorConfig config = ArchVectors.Of(architecture);
        Kernel kernel = Kernel.Of(architecture);
        foreach (LevelLayout level in config.Architecture.Layout.Levels.Where(level => level.Owner != PageTableLevel.Pte))
        {
            object table = kernel.Make("Pgprot", PagingFormat.Of(config.Architecture).LinuxTable(new Random(1), new PhysicalAddress(0), level.Shift));
            Seeded.Run(20, random =>
            {
                Pfn pfn = new(random.NextUInt64() >> (64 - FrameBits(config)));
                object entry = kernel.Call("Pgtable", $"Pfn{level.Owner}", pfn, table);
                DecodedEntry decoded = config.Architecture.Decode(level.Owner, Kernel.ValueOf(entry), []);
                Assert.Equal((EntryKind.Table, new PhysicalAddress(pfn.Value << config.Architecture.Layout.PageShift)), (decoded.Kind, decoded.Address));
                Assert.Equal(pfn, Kernel.Property(entry, "Pfn"));
            });
        }
    }

    private static void AssertRoundTrips(VectorConfig config, Kernel kernel, LevelLayout level, object protection, Random random)
    {
        ulong frames = (1UL << FrameBits(config)) - 1;
        ulong aligned = ~((1UL << (level.Shift - config.Architecture.Layout.PageShift)) - 1);
        for (int count = 0; count < 300; count++)
        {
            Pfn pfn = new((random.OneIn(4) ? random.NextSparse() : random.NextUInt64()) & frames & aligned);
            object entry = kernel.Call("Pgtable", $"Pfn{level.Owner}", pfn, protection);
            MethodInfo? makeHuge = entry.GetType().GetMethod("MkHuge") ?? entry.GetType().GetMethod("Mkhuge");
            entry = level.Owner != PageTableLevel.Pte && makeHuge is not null ? makeHuge.Invoke(entry, null)! : entry;
            ulong value = Kernel.ValueOf(entry);

            // A protection that nobody may use is none of the bits that make a leaf above the lowest level.
            if (config.Architecture.Decode(level.Owner, value, []) is { Kind: EntryKind.Leaf } decoded)
            {
                Assert.Equal(new PhysicalAddress(pfn.Value << config.Architecture.Layout.PageShift), decoded.Address);
                Assert.Equal(pfn, Kernel.Property(entry, "Pfn"));
            }

            Assert.Equal(LinuxEntries.Of(config.Architecture, level.Shift, pfn, Kernel.ValueOf(protection)), value & ~LinuxEntries.HugeBit(config.Architecture, level.Shift));
        }
    }

    private static int FrameBits(VectorConfig config) => config.Architecture.Layout.PhysicalAddressBits - config.Architecture.Layout.PageShift;
}
