namespace KernelMm.Cli.Tests;

/// <summary>How leaves become regions.</summary>
public sealed class RegionTableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Pages_with_the_same_rights_become_a_region_with_what_is_between_them()
    {
        X64Tables tables = new();
        for (ulong page = 0; page < 8; page++)
        {
            tables.Map(0x400000 + (page * 0x2000), 0x5000, X64Tables.User);
        }

        tables.Map(0x40f000, 0x6000, X64Tables.User | X64Tables.Write | X64Tables.NoExecute);
        tables.Map(0x600000, 0x600000, X64Tables.User, shift: 21).Map(0x800000, 0x7000, X64Tables.User);
        tables.Map(0xffff_ffff_ffff_f000, 0x1000, X64Tables.Write);

        Assert.Equal(
            """
            raw, x64, root 0x0000000000100000 (as given)

            from              up to             size    rights  mapped                 pages
            0000000000400000  000000000040f000  60K     u-x     ░░░░░░░░░·······  53%  8×4K
            000000000040f000  0000000000410000  4K      uw-     ░░░░░░░░░░░░░░░░ 100%  1×4K
            0000000000600000  0000000000801000  2.0M    u-x     ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒ 100%  1×2M 1×4K
            fffffffffffff000  10000000000000000  4K      -wx     ░░░░░░░░░░░░░░░░ 100%  1×4K

            ░ 11 pages of 4K: 44K
            ▒ 1 pages of 2M: 2M
            in 4 regions

            """.ReplaceLineEndings("\n"),
            Walk(tables).Replace(_folder.At("raw"), "raw", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_mapped_is_said() => Assert.EndsWith("\nNothing is mapped there.\n", Walk(new X64Tables()), StringComparison.Ordinal);

    private string Walk(X64Tables tables)
    {
        Outcome outcome = Tool.Run("walk", _folder.Write("raw", tables.Memory), "--base", "100000", "--arch", "x64", "--root", "100000");
        Assert.Equal((0, string.Empty), (outcome.ExitCode, outcome.Error));
        return outcome.Output;
    }
}
