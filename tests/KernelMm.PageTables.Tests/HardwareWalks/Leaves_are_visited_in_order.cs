using KernelMm.PageTables.Tests.Tables;
using KernelMm.PageTables.Tests.Vectors;

namespace KernelMm.PageTables.Tests.HardwareWalks;

public sealed class Leaves_are_visited_in_order
{
    [Theory]
    [MemberData(nameof(ArchVectors.Architectures), MemberType = typeof(ArchVectors))]
    public void Over_the_whole_word_both_halves_and_missing_tables_included(string architecture)
    {
        VectorConfig config = ArchVectors.Of(architecture);
        (int Lower, int Upper, int Missing) seen = default;
        Seeded.Run(40, random =>
        {
            using RandomTables tables = new(config, random);
            IReadOnlyList<object> expected = tables.Naive.Between(0, ulong.MaxValue);
            Assert.Equal(expected, Walk(config, tables, 0, ulong.MaxValue));
            seen.Lower += expected.Count(item => item is FoundLeaf leaf && leaf.Address.Value < 1UL << 63);
            seen.Upper += expected.Count(item => item is FoundLeaf leaf && leaf.Address.Value >= 1UL << 63);
            seen.Missing += expected.Count(item => item is FoundGap);
        });

        Assert.True(seen is { Lower: > 100, Missing: > 5 } && (config.VirtualAddressBits == 64 || seen.Upper > 100 == NaiveAddresses.HasUpperHalf(config)), $"The random tables are too plain: {seen}.");
    }

    [Theory]
    [MemberData(nameof(ArchVectors.Architectures), MemberType = typeof(ArchVectors))]
    public void Over_ranges_that_begin_and_end_anywhere(string architecture)
    {
        VectorConfig config = ArchVectors.Of(architecture);
        Seeded.Run(40, random =>
        {
            using RandomTables tables = new(config, random);
            IReadOnlyList<ulong> ends = Interesting.Addresses(config, tables, random);
            for (int count = 0; count < 20; count++)
            {
                (ulong first, ulong last) = (random.Of(ends), random.OneIn(4) ? random.NextUInt64() : random.Of(ends));
                IReadOnlyList<object> expected = first > last ? [] : tables.Naive.Between(first, last);
                Assert.Equal(expected, Walk(config, tables, first, last));
            }
        });
    }

    [Theory]
    [MemberData(nameof(ArchVectors.Architectures), MemberType = typeof(ArchVectors))]
    public void Until_the_visitor_has_enough(string architecture)
    {
        VectorConfig config = ArchVectors.Of(architecture);
        Seeded.Run(20, random =>
        {
            using RandomTables tables = new(config, random);
            IReadOnlyList<object> all = tables.Naive.Between(0, ulong.MaxValue);
            for (int limit = 1; limit < Math.Min(all.Count, 40); limit++)
            {
                Assert.Equal(all.Take(limit), Walk(config, tables, 0, ulong.MaxValue, limit));
            }
        });
    }

    [Theory]
    [MemberData(nameof(ArchVectors.Architectures), MemberType = typeof(ArchVectors))]
    public void And_a_missing_top_table_is_missing_once_for_each_half(string architecture)
    {
        VectorConfig config = ArchVectors.Of(architecture);
        using TableMemory memory = new(new(0x10_0000), 4096);
        PhysicalAddress root = new(0x20_0000);
        LeafRecorder recorder = new(int.MaxValue);

        config.Architecture.WalkLeaves(memory.Memory, PagingFormat.Of(config.Architecture).Root(root, 0), new(0), new(ulong.MaxValue), ref recorder);

        ulong upper = NaiveAddresses.UpperStart(config);
        ulong[] starts = NaiveAddresses.HasUpperHalf(config) ? [0, upper] : [0];
        Assert.Equal(starts.Select(start => (object)new FoundGap(new(start), root, config.VirtualAddressBits)), recorder.Found);
    }

    private static List<object> Walk(VectorConfig config, RandomTables tables, ulong first, ulong last, int limit = int.MaxValue)
    {
        LeafRecorder recorder = new(limit);
        config.Architecture.WalkLeaves(tables.Memory.Memory, tables.Root, new(first), new(last), ref recorder);
        return recorder.Found;
    }
}
