using KernelMm.PageTables.Tests.Tables;
using KernelMm.PageTables.Tests.Vectors;

namespace KernelMm.PageTables.Tests.HardwareWalks;

/// <summary>Tables of several depths in one architecture: what an address comes to depends on the root's value.</summary>
public sealed class A_root_says_how_deep_its_tables_are
{
    public static TheoryData<string, int> Depths => [.. ArchVectors.All.Where(config => config.Depths.Count > 1).SelectMany(config => config.Depths
        .Select(depth => new TheoryDataRow<string, int>(config.Architecture.Layout.Name, depth.RootType)))];

    [Theory]
    [MemberData(nameof(Depths))]
    public void And_which_addresses_there_are(string architecture, int type)
    {
        (VectorConfig config, VectorDepth depth) = Of(architecture, type);
        using TableMemory memory = new(new(0x10_0000), 1 << 15, config.Architecture.Layout.IsBigEndian);
        PhysicalAddress root = new(0x10_0000 | ((ulong)type << 2) | 3);

        Assert.Contains(depth.Addresses, vector => vector.Indices is null == (type < 3));
        Assert.All(depth.Addresses, vector => Assert.Equal(
            vector.Indices is null, config.Architecture.Translate(memory.Memory, root, vector.Address).Result == TranslationResult.NotCanonical));
    }

    [Theory]
    [MemberData(nameof(Depths))]
    public void And_which_entry_of_each_table_an_address_uses(string architecture, int type)
    {
        (_, VectorDepth depth) = Of(architecture, type);
        Kernel kernel = Kernel.Of(architecture);

        Assert.All(depth.Addresses.Where(vector => vector.Indices is not null), vector => Assert.Equal(
            vector.Indices, depth.Levels.Select(level => (int)kernel.Call("Pgtable", $"{level.Name}Index", vector.Address))));
    }

    [Theory]
    [MemberData(nameof(Depths))]
    public void And_how_much_of_its_table_there_is(string architecture, int type)
    {
        (VectorConfig config, VectorDepth depth) = Of(architecture, type);
        using TableMemory memory = new(new(0x10_0000), 4096, config.Architecture.Layout.IsBigEndian);
        LevelGeometry top = depth.Levels[0];
        memory.Fill(new(0x10_0000), 512, PagingFormat.Of(config.Architecture).Empty(top.Shift), config.Architecture.Layout.EntryBits);
        ulong Address(int index) => (ulong)index << top.Shift;

        // Length 0 is a quarter of a table, which is all that this memory holds.
        PhysicalAddress quarter = new(0x10_0000 | ((ulong)type << 2));
        Assert.NotEqual(TranslationResult.TableMissing, config.Architecture.Translate(memory.Memory, quarter, new(Address(511))).Result);
        Assert.Equal(TranslationResult.NotMapped, config.Architecture.Translate(memory.Memory, quarter, new(Address(512))).Result);
        Assert.Equal(TranslationResult.TableMissing, config.Architecture.Translate(memory.Memory, new(quarter.Value | 1), new(Address(0))).Result);
    }

    private static (VectorConfig Config, VectorDepth Depth) Of(string architecture, int type)
    {
        VectorConfig config = ArchVectors.Of(architecture);
        return (config, config.Depths.Single(depth => depth.RootType == type));
    }
}
