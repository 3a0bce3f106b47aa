namespace KernelMm.PageTables.Tests.Vectors;

public sealed class Addresses_are_cut_into_indices
{
    [Theory]
    [MemberData(nameof(ArchVectors.Architectures), MemberType = typeof(ArchVectors))]
    public void As_in_the_vectors(string architecture)
    {
        VectorConfig config = ArchVectors.Of(architecture);
        Kernel kernel = Kernel.Of(architecture);

        Assert.All(config.Addresses, vector =>
        {
            Assert.Equal(vector.Indices is not null, kernel.Call("Pgtable", "IsCanonical", vector.Address));
            if (vector.Indices is not null)
            {
                Assert.Equal(vector.Indices, config.Levels.Select(level => Index(kernel, level.Name, vector.Address)));
            }
        });
    }

    [Theory]
    [MemberData(nameof(ArchVectors.Architectures), MemberType = typeof(ArchVectors))]
    public void Bit_by_bit_at_random_addresses(string architecture)
    {
        VectorConfig config = ArchVectors.Of(architecture);
        Kernel kernel = Kernel.Of(architecture);
        Seeded.Run(1, random =>
        {
            for (int count = 0; count < 2_000; count++)
            {
                VirtualAddress address = new(random.NextUInt64());
                Assert.Equal(config.Levels.Select(level => BitsOf(address, level)), config.Levels.Select(level => Index(kernel, level.Name, address)));
                Assert.All(Folded(config), level => Assert.Equal(0, Index(kernel, level, address)));
            }
        });
    }

    [Theory]
    [MemberData(nameof(ArchVectors.Architectures), MemberType = typeof(ArchVectors))]
    public void And_are_canonical_where_the_unused_bits_say_so(string architecture)
    {
        VectorConfig config = ArchVectors.Of(architecture);
        Kernel kernel = Kernel.Of(architecture);
        Seeded.Run(1, random =>
        {
            for (int count = 0; count < 5_000; count++)
            {
                ulong address = random.OneIn(2) ? random.NextSparse() : random.NextUInt64() >> random.Next(64);
                Assert.Equal(
                    NaiveAddresses.IsCanonical(config, address),
                    kernel.Call("Pgtable", "IsCanonical", new VirtualAddress(address)));
            }
        });
    }

    private static IEnumerable<PageTableLevel> Folded(VectorConfig config) => Enum.GetValues<PageTableLevel>().Except(config.Levels.Select(level => level.Name));

    private static int Index(Kernel kernel, PageTableLevel level, VirtualAddress address) => (int)kernel.Call("Pgtable", $"{level}Index", address);

    private static int BitsOf(VirtualAddress address, LevelGeometry level)
    {
        int index = 0;
        for (int bit = 0; bit < level.IndexBits; bit++)
        {
            index |= (int)((address.Value >> (level.Shift + bit)) & 1) << bit;
        }

        return index;
    }
}
