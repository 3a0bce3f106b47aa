using System.Text;

namespace KernelMm.Cli.Tests;

/// <summary>The same memory gives the same walk, whatever it is packed in; and what cannot be read is named.</summary>
public sealed class ImageFormatTests : IDisposable
{
    private static readonly string[] Told = ["--arch", "x64", "--root", "100000"];

    private readonly TemporaryFolder _folder = new();

    private static byte[] Tables => new X64Tables().Map(0x400000, 0x5000, X64Tables.User).Map(0x401000, 0x7000, X64Tables.User).Memory;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public void An_elf_core_of_either_class_and_byte_order(bool wide, bool bigEndian) =>
        HasBothPages(Walk(new ElfBuilder { Wide = wide, BigEndian = bigEndian }.Load(X64Tables.Start, Tables).Build(), Told));

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public void Its_notes_are_read_in_its_own_order(bool wide, bool bigEndian) =>
        HasBothPages(Walk(new ElfBuilder { Wide = wide, BigEndian = bigEndian }.QemuCpu(X64Tables.Start, 0).Load(X64Tables.Start, Tables).Build()));

    [Fact]
    public void A_32_bit_segment_without_a_physical_address_is_passed_over() =>
        HasBothPages(Walk(new ElfBuilder { Wide = false }.Load(uint.MaxValue, [1, 2, 3]).Load(X64Tables.Start, Tables).Build(), Told));

    [Fact]
    public void A_lime_file_whose_ranges_end_with_their_last_byte()
    {
        byte[] tables = Tables;
        HasBothPages(Walk(
            [.. LimeBuilder.Range(X64Tables.Start + 4096, tables[4096..]), .. LimeBuilder.Range(X64Tables.Start, tables[..4096]), .. LimeBuilder.Range(ulong.MaxValue, [1])],
            Told));
    }

    [Fact]
    public void A_lime_file_of_a_big_endian_machine()
    {
        byte[] range = LimeBuilder.Range(X64Tables.Start, Tables);
        foreach ((int at, int size) in new[] { (0, 4), (4, 4), (8, 8), (16, 8) })
        {
            Array.Reverse(range, at, size);
        }

        HasBothPages(Walk(range, Told));
    }

    [Fact]
    public void A_gzip_file_of_several_members() =>
        HasBothPages(Walk([.. Data.Zip(Tables[..100]), .. Data.Zip([]), .. Data.Zip(Tables[100..])], [.. Told, "--base", "100000"]));

    [Fact]
    public void A_lime_file_does_not_tell_its_architecture() => Walk(LimeBuilder.Range(0, Tables)).IsSentence(2, "does not say its architecture", "give --arch");

    [Fact]
    public void A_lime_file_says_itself_where_its_memory_lies() =>
        Walk(LimeBuilder.Range(0, Tables), "--base", "0").IsSentence(2, "is a LiME file", "leave out --base");

    [Fact]
    public void A_lime_file_of_another_version() => Walk(LimeBuilder.Range(0, Tables, version: 2)).IsSentence(2, "no header of version 1 at byte 0");

    [Fact]
    public void A_lime_file_with_something_else_behind_a_range() =>
        Walk([.. LimeBuilder.Range(0, [1, 2, 3, 4]), .. new byte[40]]).IsSentence(2, "no header of version 1 at byte 36");

    [Fact]
    public void A_lime_file_that_is_cut_off_in_a_header() =>
        Walk([.. LimeBuilder.Range(0, [1, 2, 3, 4]), .. LimeBuilder.Range(4, [])[..31]]).IsSentence(2, "is truncated", "from byte 36 on", "the file has 67");

    [Theory]
    [InlineData(4)]
    [InlineData(ulong.MaxValue)]
    public void A_lime_file_that_is_cut_off_in_a_range(ulong last) =>
        Walk(LimeBuilder.Range(0, [1, 2, 3, 4], last)).IsSentence(2, "is truncated", "starts at byte 32");

    [Fact]
    public void A_lime_range_that_ends_before_it_starts() =>
        Walk(LimeBuilder.Range(8, [1, 2, 3, 4], last: 7)).IsSentence(2, "ends before it starts");

    [Theory]
    [InlineData("KDUMP   ")]
    [InlineData("DISKDUMP")]
    public void A_compressed_dump_of_makedumpfile_and_what_to_do_with_it(string signature) =>
        Walk([.. Encoding.ASCII.GetBytes(signature), .. new byte[4096]], "--base", "0", "--arch", "x64", "--root", "0")
            .IsSentence(2, "makedumpfile's compressed format", "makedumpfile -E", "--base");

    [Fact]
    public void A_flattened_dump_of_makedumpfile_and_what_to_do_with_it() =>
        Walk([.. "makedumpfile"u8, .. new byte[4096]]).IsSentence(2, "flattened", "makedumpfile -R");

    private static void HasBothPages(Outcome walk)
    {
        Assert.Equal((0, string.Empty), (walk.ExitCode, walk.Error));
        Assert.Equal(["0000000000400000\t0000000000005000", "0000000000401000\t0000000000007000"], walk.Lines[1..].Select(line => line[..33]));
    }

    private Outcome Walk(byte[] image, params string[] args) => Tool.Run(["walk", _folder.Write("image", image), "--format", "tsv", .. args]);
}
