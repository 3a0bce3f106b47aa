namespace KernelMm.Cli.Tests;

/// <summary>Address spaces whose halves have a root each: which one is walked.</summary>
public sealed class HalvesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    // One page at entry 0 of every table: it is mapped where the half begins.
    private string Image
    {
        get
        {
            byte[] memory = new byte[4 * 4096];
            (int Table, ulong Entry)[] entries = [(0, 0x1003), (1, 0x2003), (2, 0x3003), (3, 0x0060_0000_0000_5f43)];
            foreach ((int table, ulong entry) in entries)
            {
                BitConverter.TryWriteBytes(memory.AsSpan(table * 4096), entry);
            }

            return _folder.Write("raw", memory);
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(null, "0000000000000000")]
    [InlineData("lower", "0000000000000000")]
    [InlineData("upper", "ffff000000000000")]
    public void The_half_that_is_asked_for_and_the_lower_one_by_itself(string? half, string address)
    {
        Outcome outcome = Tool.Run([.. Arguments("arm64-4k-va48"), "--format", "tsv", .. half is null ? Array.Empty<string>() : ["--va-half", half]]);

        Assert.Equal((0, string.Empty), (outcome.ExitCode, outcome.Error));
        Assert.StartsWith(address + "\t0000000000005000\t4K\t", Assert.Single(outcome.Lines.Skip(1)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_half_that_is_none() => Tool.Run([.. Arguments("arm64-4k-va48"), "--va-half", "middle"]).IsSentence(2, "--va-half", "lower or upper", "middle");

    [Fact]
    public void A_half_where_there_is_one_root() => Tool.Run([.. Arguments("x64"), "--va-half", "upper"]).IsSentence(2, "x64", "--va-half");

    [Fact]
    public void A_range_of_the_other_half() =>
        Tool.Run([.. Arguments("arm64-4k-va48"), "--from", "ffff000000000000"]).IsSentence(2, "upper", "--va-half upper");

    [Fact]
    public void A_parameter_may_be_an_address() =>
        Assert.Contains("none", Tool.Run("decode", "--arch", "loongarch64-4k", "--level", "pmd", "--param", "invalid_pte_table=0x9000000001230000", "9000000001230000").Output, StringComparison.Ordinal);

    private string[] Arguments(string architecture) => ["walk", Image, "--arch", architecture, "--root", "0", "--base", "0"];
}
