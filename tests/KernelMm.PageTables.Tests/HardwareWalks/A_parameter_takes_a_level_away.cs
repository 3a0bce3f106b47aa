using KernelMm.PageTables.Tests.Tables;
using KernelMm.PageTables.Tests.Vectors;

namespace KernelMm.PageTables.Tests.HardwareWalks;

/// <summary>
/// A kernel for 52-bit addresses on a CPU without LPA2 walks one level less, and bits 9:8 of an entry are its shareability: with 4 KiB
/// pages what the 48-bit kernel's file says.
/// </summary>
public sealed class A_parameter_takes_a_level_away
{
    private static readonly VectorConfig Narrow = ArchVectors.Of("arm64-4k-va48");
    private static readonly IArchitecture Wide = ArchVectors.Of("arm64-4k-va52").Architecture;
    private static readonly ulong[] WithoutLpa2 = [.. Wide.Layout.Parameters.Select(parameter => parameter.Name == "lpa2" ? 0 : parameter.Default)];

    [Fact]
    public void And_every_translation_is_that_of_the_narrower_machine() => Seeded.Run(20, random =>
    {
        using RandomTables tables = new(Narrow, random);
        foreach (ulong address in Interesting.Addresses(Narrow, tables, random))
        {
            Assert.Equal(
                Narrow.Architecture.Translate(tables.Memory.Memory, tables.Root, new(address)),
                Wide.Translate(tables.Memory.Memory, tables.Root, new(address), WithoutLpa2));
        }
    });

    [Fact]
    public void And_so_are_all_leaves() => Seeded.Run(20, random =>
    {
        using RandomTables tables = new(Narrow, random);
        LeafRecorder narrow = new(int.MaxValue);
        LeafRecorder wide = new(int.MaxValue);

        Narrow.Architecture.WalkLeaves(tables.Memory.Memory, tables.Root, new(0), new(ulong.MaxValue), ref narrow);
        Wide.WalkLeaves(tables.Memory.Memory, tables.Root, new(0), new(ulong.MaxValue), ref wide, WithoutLpa2);

        Assert.NotEmpty(narrow.Found);
        Assert.Equal(narrow.Found, wide.Found);
    });

    [Fact]
    public void And_an_entry_decodes_without_the_two_bits()
    {
        const ulong Page = 0x0000_0001_2345_6f43;

        Assert.Equal(new PhysicalAddress(0xc_0001_2345_6000), Wide.Decode(PageTableLevel.Pte, Page, []).Address);
        Assert.Equal(new PhysicalAddress(0x1_2345_6000), Wide.Decode(PageTableLevel.Pte, Page, WithoutLpa2).Address);
        Assert.Equal(new PhysicalAddress(0x1_2345_6000), Wide.Decode(PageTableLevel.Pmd, 0x0000_0001_2345_6303, WithoutLpa2).Address);
    }
}
