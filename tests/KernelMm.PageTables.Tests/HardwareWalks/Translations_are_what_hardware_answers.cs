using KernelMm.PageTables.Tests.Tables;
using KernelMm.PageTables.Tests.Vectors;

namespace KernelMm.PageTables.Tests.HardwareWalks;

public sealed class Translations_are_what_hardware_answers
{
    [Theory]
    [MemberData(nameof(ArchVectors.Architectures), MemberType = typeof(ArchVectors))]
    public void At_the_ends_of_every_page_and_anywhere(string architecture)
    {
        VectorConfig config = ArchVectors.Of(architecture);
        HashSet<(TranslationResult, int)> seen = [];
        Seeded.Run(40, random =>
        {
            using RandomTables tables = new(config, random);
            IReadOnlyList<ulong> addresses = Interesting.Addresses(config, tables, random);
            foreach (ulong address in addresses.Concat(Enumerable.Range(0, 300).Select(_ => random.NextUInt64() >> random.Next(40))))
            {
                Translation expected = tables.Naive.Translate(new(address));
                Assert.Equal((new VirtualAddress(address), expected), (new VirtualAddress(address), config.Architecture.Translate(tables.Memory.Memory, tables.Root, new(address))));
                seen.Add((expected.Result, expected.Shift));
            }
        });

        AssertAllWasSeen(config, seen);
    }

    [Theory]
    [MemberData(nameof(ArchVectors.Architectures), MemberType = typeof(ArchVectors))]
    public void For_any_bits_in_an_entry(string architecture)
    {
        VectorConfig config = ArchVectors.Of(architecture);
        PagingFormat format = PagingFormat.Of(config.Architecture);
        Seeded.Run(20, random =>
        {
            using TableMemory memory = new(new(0x10_0000), 1 << 19, config.Architecture.Layout.IsBigEndian);
            PhysicalAddress top = memory.Allocate(1 << (config.Levels[0].IndexBits + 3));
            PhysicalAddress root = format.Root(top, 0);
            NaiveWalk naive = new(config, format, memory, root);
            VirtualAddress address = new(NaiveAddresses.Canonical(config, random.NextUInt64() & (ulong.MaxValue >> (64 - config.VirtualAddressBits)), random.OneIn(2)));
            PhysicalAddress table = top;
            foreach (LevelGeometry level in config.Levels)
            {
                PhysicalAddress slot = new(table.Value + (((address.Value >> level.Shift) & ((1UL << level.IndexBits) - 1)) * (ulong)config.Architecture.Layout.EntryBits / 8));
                for (int count = 0; count < 1_000; count++)
                {
                    memory.Write(slot, Entry(config, format, level, random), config.Architecture.Layout.EntryBits);
                    Assert.Equal(naive.Translate(address), config.Architecture.Translate(memory.Memory, root, address));
                }

                table = memory.Allocate(1 << config.Architecture.Layout.PageShift);
                memory.Write(slot, format.Table(random, table, level.Shift), config.Architecture.Layout.EntryBits);
            }
        });
    }

    private static ulong Entry(VectorConfig config, PagingFormat format, LevelGeometry level, Random random) => random.Next(4) switch
    {
        0 => random.NextEntry(config.TypicalEntries, config.Architecture.Layout.EntryBits),
        1 => format.Junk(random, level.Shift),
        2 => (format.Leaf(random, level.Shift) ?? 0) ^ (1UL << random.Next(64)),
        _ => format.Table(random, new(random.NextUInt64() & 0xf_ffff_0000), level.Shift) ^ (random.OneIn(2) ? 0 : 1UL << random.Next(64)),
    };

    // The generator of tables is worth something only if every outcome comes up at every level that has it.
    private static void AssertAllWasSeen(VectorConfig config, HashSet<(TranslationResult, int)> seen)
    {
        Assert.Contains((TranslationResult.NotCanonical, 0), seen);
        foreach (LevelLayout level in config.Architecture.Layout.Levels)
        {
            Assert.Contains((TranslationResult.NotMapped, level.Shift), seen);
            Assert.Equal(level.HardwareLeaf, seen.Contains((TranslationResult.Mapped, level.Shift)));
            Assert.Equal(level.Owner != PageTableLevel.Pte, seen.Contains((TranslationResult.TableMissing, level.Shift)));
        }
    }
}
