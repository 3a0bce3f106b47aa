using System.Text;

namespace KernelMm.Cli.Tests;

/// <summary>What kinds of images can be walked, and what is taken from their notes.</summary>
public sealed class ImageTests : IDisposable
{
    private const string Leaf = "0000000000400000\t0000000000005000\t4K\t8000000000005005\tu--";

    private readonly TemporaryFolder _folder = new();

    private static byte[] Tables => new X64Tables().Map(0x400000, 0x5000, X64Tables.User | X64Tables.NoExecute).Memory;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_core_with_the_cpus_registers() =>
        IsTheLeaf(Walk(new ElfBuilder().QemuCpu(X64Tables.Start, 0).Load(X64Tables.Start, Tables).Build()));

    [Fact]
    public void A_core_whose_root_register_carries_more_than_the_root() =>
        IsTheLeaf(Walk(new ElfBuilder().QemuCpu(X64Tables.Start | 0x8000_0000_0000_0005, 0).Load(X64Tables.Start, Tables).Build()));

    [Fact]
    public void Of_several_cpus_the_first_decides()
    {
        ElfBuilder core = new ElfBuilder().QemuCpu(X64Tables.Start, 0).QemuCpu(0, 0).Load(X64Tables.Start, Tables);
        string path = _folder.Write("image", core.Build());

        Assert.Contains("(CR3 of the first of 2 CPUs)", Tool.Run("walk", path).Lines[0], StringComparison.Ordinal);
        IsTheLeaf(Walk(core.Build()));
    }

    [Fact]
    public void A_core_that_the_kernel_wrote_itself()
    {
        const string Info = "SYMBOL(swapper_pg_dir)=ffffffff80000000\nNUMBER(phys_base)=1048576\nNUMBER(pgtable_l5_enabled)=0\n";
        byte[] core = new ElfBuilder().Note("VMCOREINFO", Encoding.ASCII.GetBytes(Info)).Load(X64Tables.Start, Tables).Build();

        IsTheLeaf(Walk(core));
        Assert.Contains("(the kernel's own top table)", Tool.Run("walk", _folder.At("image")).Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Notes_that_are_nonsense_are_passed_over()
    {
        byte[] core = new ElfBuilder().Note("QEMU", [1, 2, 3]).Note("VMCOREINFO", Encoding.ASCII.GetBytes("NUMBER(phys_base)=x\n=\nSYMBOL(")).Load(X64Tables.Start, Tables).Build();

        IsTheLeaf(Walk(core, "--arch", "x64", "--root", "100000"));
    }

    [Fact]
    public void A_raw_image() => IsTheLeaf(Walk(Tables, "--base", "100000", "--arch", "x64", "--root", "0x10_0000"));

    [Fact]
    public void A_compressed_raw_image() =>
        IsTheLeaf(Walk(Data.Zip(Tables), "--base", "100000", "--arch", "x64", "--root", "100000"));

    [Fact]
    public void A_compressed_core() =>
        IsTheLeaf(Walk(Data.Zip(new ElfBuilder().QemuCpu(X64Tables.Start, 0).Load(X64Tables.Start, Tables).Build())));

    [Fact]
    public void Memory_behind_a_segments_bytes_is_zero() =>
        IsTheLeaf(Walk(new ElfBuilder()
            .QemuCpu(X64Tables.Start, 0)
            .Load(X64Tables.Start, new X64Tables().Map(0x400000, 0x5000, X64Tables.User | X64Tables.NoExecute)
                .Set(0x8000000000, 39, 0x108007).Memory, memorySize: 0x10000)
            .Build()));

    [Fact]
    public void Segments_may_repeat_what_they_agree_on()
    {
        byte[] tables = Tables;
        ElfBuilder core = new ElfBuilder().QemuCpu(X64Tables.Start, 0)
            .Load(X64Tables.Start + 0x1000, tables[0x1000..0x3000])
            .Load(X64Tables.Start, tables[..0x2000])
            .Load(X64Tables.Start + 0x2000, tables[0x2000..])
            .Load(X64Tables.Start, tables);

        IsTheLeaf(Walk(core.Build()));
    }

    [Fact]
    public void Tables_that_are_not_aligned_in_the_file_are_read()
    {
        ElfBuilder core = new ElfBuilder().QemuCpu(X64Tables.Start, 0).Load(0x1, [1, 2, 3]).Load(X64Tables.Start, Tables);

        IsTheLeaf(Walk(core.Build()));
    }

    [Fact]
    public void Missing_tables_are_counted_and_the_rest_is_printed()
    {
        byte[] tables = new X64Tables().Map(0x400000, 0x5000, X64Tables.User | X64Tables.NoExecute)
            .Set(0x8000000000, 39, 0xdead000 | 7)
            .Set(0x80000000, 21, 0xdeae000 | 7).Memory;
        Outcome outcome = Walk(new ElfBuilder().QemuCpu(X64Tables.Start, 0).Load(X64Tables.Start, tables).Build());

        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal([Leaf], outcome.Lines.Skip(1));
        Assert.Equal("kernelmm: 2 tables are missing from the image; what 512.0G of addresses map is not known.\n", outcome.Error);
    }

    [Fact]
    public void A_table_that_is_reached_along_two_paths_is_walked_along_both()
    {
        X64Tables tables = new X64Tables().Map(0x400000, 0x5000, X64Tables.User | X64Tables.NoExecute);
        tables.Set(0x600000, 21, (X64Tables.Start + 0x3000) | X64Tables.Present | X64Tables.Write);

        Assert.Equal(
            [Leaf, "0000000000600000\t0000000000005000\t4K\t8000000000005005\t---"],
            Walk(new ElfBuilder().QemuCpu(X64Tables.Start, 0).Load(X64Tables.Start, tables.Memory).Build()).Lines.Skip(1));
    }

    [Fact]
    public void Another_architecture_reads_its_own_entries()
    {
        // The worked example of Sv39 with a physical address of 56 bits.
        byte[] tables = new byte[0x3000];
        BitConverter.GetBytes(0x0000_0000_2008_0401UL).CopyTo(tables, 252 * 8);
        BitConverter.GetBytes(0x0000_0000_2008_0801UL).CopyTo(tables, 0x1000 + (145 * 8));
        BitConverter.GetBytes(0x003f_c48d_159e_24d7UL).CopyTo(tables, 0x2000 + (325 * 8));

        Outcome outcome = Walk(tables, "--base", "80200000", "--arch", "riscv-sv39", "--root", "80200000");

        Assert.Equal(["0000003f12345000\t00ff123456789000\t4K\t003fc48d159e24d7\tuw-"], outcome.Lines.Skip(1));
    }

    [Theory]
    [InlineData(0UL, "x64")]
    [InlineData(0x1000UL, "x64-la57")]
    public void The_cpus_mode_chooses_among_the_architectures_of_a_machine(ulong cr4, string architecture)
    {
        byte[] core = new ElfBuilder().QemuCpu(X64Tables.Start, cr4).Load(X64Tables.Start, Tables).Build();

        Assert.Contains($", {architecture}, root", Tool.Run("walk", _folder.Write("image", core)).Lines[0], StringComparison.Ordinal);
    }

    private static void IsTheLeaf(Outcome outcome)
    {
        Assert.Empty(outcome.Error);
        Assert.Equal(["# va\tpa\tsize\tentry\trights", Leaf], outcome.Lines);
        Assert.Equal(0, outcome.ExitCode);
    }

    private Outcome Walk(byte[] image, params string[] args) =>
        Tool.Run(["walk", _folder.Write("image", image), "--format", "tsv", .. args]);
}
