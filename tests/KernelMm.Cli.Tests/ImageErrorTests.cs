using System.Buffers.Binary;

namespace KernelMm.Cli.Tests;

/// <summary>Every way in which an image can be wrong ends with one sentence and exit code 2.</summary>
public sealed class ImageErrorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static byte[] Tables => new X64Tables().Map(0x400000, 0x5000, X64Tables.User).Memory;

    private static byte[] Core => new ElfBuilder().QemuCpu(X64Tables.Start, 0).Load(X64Tables.Start, Tables).Build();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_that_does_not_exist() =>
        Tool.Run("walk", _folder.At("nothing")).IsSentence(2, "There is no file", "nothing");

    [Fact]
    public void A_directory() => Tool.Run("walk", _folder.Path).IsSentence(2, "is a directory");

    [Fact]
    public void An_empty_name() => Tool.Run("walk", "").IsSentence(2, "name is empty");

    [Fact]
    public void An_empty_file() => Walk([]).IsSentence(2, "is empty");

    [Fact]
    public void A_file_that_may_not_be_read()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.UserName == "root", "root may read every file, and Windows has no file modes");
        string path = _folder.Write("image", Core);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.None);
        }

        Tool.Run("walk", path).IsSentence(2, "may not be read");
    }

    [Fact]
    public void A_raw_image_without_its_base() => Walk(Tables).IsSentence(2, "is neither an ELF file nor a LiME file", "--base");

    [Fact]
    public void A_raw_image_without_an_architecture() =>
        Walk(Tables, "--base", "100000").IsSentence(2, $"give --arch ({Data.ArchitectureNames})");

    [Fact]
    public void A_raw_image_without_a_root() =>
        Walk(Tables, "--base", "100000", "--arch", "x64").IsSentence(2, "does not tell CR3", "--root");

    [Fact]
    public void A_raw_image_that_reaches_over_the_end_of_memory() =>
        Walk(Tables, "--base", "fffffffffffff000", "--arch", "x64", "--root", "0").IsSentence(2, "does not fit");

    [Fact]
    public void A_base_for_an_elf_core() => Walk(Core, "--base", "0").IsSentence(2, "leave out --base");

    [Fact]
    public void A_base_for_the_bundled_image() => Tool.Run("walk", "--base", "0").IsSentence(2, "--base is for raw images");

    [Fact]
    public void A_gzip_file_that_is_damaged()
    {
        byte[] packed = Data.Zip(Core);
        packed[packed.Length / 2] ^= 0xff;

        Walk(packed).IsSentence(2, "gzip", "damaged");
    }

    [Fact]
    public void A_gzip_file_that_is_cut_off_in_its_header() => Walk(Data.Zip(Core)[..6]).IsSentence(2, "gzip", "cut off");

    [Fact]
    public void A_gzip_file_that_is_cut_off_in_the_middle()
    {
        byte[] packed = Data.Unzip("tables.elf.gz");

        Walk(Data.Zip(packed)[..40_000]).IsSentence(2, "gzip", "cut off");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(100)]
    public void A_gzip_file_of_a_raw_image_that_is_cut_off_anywhere(int missing) =>
        Walk(Data.Zip(Tables)[..^missing], "--base", "100000", "--arch", "x64", "--root", "100000").IsSentence(2, "gzip", "cut off");

    [Fact]
    public void A_gzip_file_with_something_behind_its_end() =>
        Walk([.. Data.Zip(Core), .. new byte[512]]).IsSentence(2, "gzip", "behind its end");

    [Fact]
    public void A_gzip_file_of_nothing() => Walk(Data.Zip([])).IsSentence(2, "is empty");

    [Fact]
    public void A_gzip_file_that_unpacks_to_more_than_allowed() =>
        Walk(Data.Zip(new byte[3 << 20]), "--max-unpacked", "2M").IsSentence(2, "unpacks to more than 2097152 bytes", "--max-unpacked");

    [Fact]
    public void A_gzip_file_that_unpacks_to_exactly_as_much_as_allowed() =>
        Walk(Data.Zip(new byte[2 << 20]), "--max-unpacked", "2M").IsSentence(2, "is neither an ELF file");

    [Theory]
    [InlineData(4, "more than 20 bytes")]
    [InlineData(63, "64 bytes")]
    public void An_elf_file_that_is_cut_off_in_its_header(int length, string needed) => Walk(Core[..length]).IsSentence(2, "is truncated", needed);

    [Fact]
    public void An_elf_file_that_is_cut_off_in_its_program_headers() => Walk(Core[..100]).IsSentence(2, "is truncated", "program headers");

    [Fact]
    public void An_elf_file_that_is_cut_off_in_its_memory() => Walk(Core[..^1]).IsSentence(2, "is truncated", "segment 1");

    [Fact]
    public void An_elf_file_that_claims_the_other_byte_order() => Walk(With(5, 2)).IsSentence(2, "not a core", "its type is 1024");

    [Fact]
    public void An_elf_file_of_no_byte_order_at_all() => Walk(With(5, 0)).IsSentence(2, "byte order 0");

    [Fact]
    public void An_elf_file_of_no_class_at_all() => Walk(With(4, 9)).IsSentence(2, "class 9");

    [Fact]
    public void An_elf_file_that_is_no_core() =>
        Walk(new ElfBuilder { Type = 2 }.Load(X64Tables.Start, Tables).Build()).IsSentence(2, "not a core");

    [Fact]
    public void A_core_without_segments() => Walk(new ElfBuilder().Build()).IsSentence(2, "without any segment");

    [Fact]
    public void A_core_without_memory() => Walk(new ElfBuilder().QemuCpu(0, 0).Build()).IsSentence(2, "holds no physical memory");

    [Fact]
    public void A_core_of_one_process() =>
        Walk(new ElfBuilder().Load(0, Tables).Load(0, Tables).Build()).IsSentence(2, "core of one process");

    [Fact]
    public void A_core_with_program_headers_of_another_size() => Walk(With(54, 32)).IsSentence(2, "program headers take 32 bytes");

    [Fact]
    public void A_core_that_claims_more_program_headers_than_it_can_hold() =>
        Walk(With(56, 0xff, 0xf0)).IsSentence(2, "is truncated", "61695 program headers");

    [Fact]
    public void A_core_whose_count_of_headers_is_elsewhere_and_not_there()
    {
        byte[] core = With(56, 0xff, 0xff);
        BinaryPrimitives.WriteUInt64LittleEndian(core.AsSpan(40), ulong.MaxValue - 3);

        Walk(core).IsSentence(2, "is truncated", "the section that counts");
    }

    [Fact]
    public void A_core_whose_count_of_headers_is_elsewhere_and_huge()
    {
        byte[] core = [.. With(56, 0xff, 0xff), .. new byte[64]];
        BinaryPrimitives.WriteUInt64LittleEndian(core.AsSpan(40), (ulong)core.Length - 64);
        BinaryPrimitives.WriteUInt32LittleEndian(core.AsSpan(core.Length - 64 + 44), uint.MaxValue);

        Walk(core).IsSentence(2, "is truncated", "4294967295 program headers");
    }

    [Fact]
    public void A_segment_with_more_bytes_than_memory() =>
        Walk(new ElfBuilder().Load(X64Tables.Start, Tables, memorySize: 8).Build()).IsSentence(2, "only 8 in memory");

    [Fact]
    public void A_segment_that_reaches_over_the_end_of_memory() =>
        Walk(new ElfBuilder().Load(ulong.MaxValue - 4095, Tables).Build()).IsSentence(2, "beyond the end of the physical address space");

    [Fact]
    public void Segments_that_contradict_each_other()
    {
        byte[] other = Tables;
        other[^1] ^= 1;

        Walk(new ElfBuilder().Load(X64Tables.Start, Tables).Load(X64Tables.Start, other).Build())
            .IsSentence(2, "two of its segments hold the memory", "differ");
    }

    [Fact]
    public void Segments_that_repeat_more_than_the_file_holds()
    {
        ElfBuilder core = new();
        core.Load(X64Tables.Start, [1], memorySize: 1UL << 40).Load(X64Tables.Start, [1], memorySize: 1UL << 40);

        Walk(core.Build()).IsSentence(2, "repeat more memory than the file is long");
    }

    [Fact]
    public void A_core_of_a_machine_that_is_not_known() =>
        Walk(new ElfBuilder { Machine = 2 }.Load(X64Tables.Start, Tables).Build()).IsSentence(2, "ELF machine 2", Data.ArchitectureNames);

    [Fact]
    public void A_core_that_does_not_tell_its_mode() =>
        Walk(new ElfBuilder().Load(X64Tables.Start, Tables).Build()).IsSentence(2, "--arch (x64 or x64-la57)");

    [Fact]
    public void A_core_that_does_not_tell_its_root() =>
        Walk(new ElfBuilder().Load(X64Tables.Start, Tables).Build(), "--arch", "x64").IsSentence(2, "does not tell CR3", "--root");

    [Fact]
    public void A_root_outside_of_the_image() => Walk(Core, "--root", "200000").IsSentence(2, "outside of the image");

    [Fact]
    public void A_root_that_is_only_half_inside_of_the_image() =>
        Walk(new ElfBuilder().Load(X64Tables.Start, Tables[..2048]).Build(), "--arch", "x64", "--root", "100000")
            .IsSentence(2, "outside of the image");

    [Fact]
    public void A_root_that_is_not_aligned() => Walk(Core, "--root", "100800").IsSentence(2, "is not the address of a table", "0x1000");

    [Fact]
    public void A_root_that_is_not_a_number() => Walk(Core, "--root", "top").IsSentence(2, "--root takes a hexadecimal number", "'top'");

    private static byte[] With(int offset, params byte[] bytes)
    {
        byte[] core = Core;
        bytes.CopyTo(core, offset);
        return core;
    }

    private Outcome Walk(byte[] image, params string[] args) => Tool.Run(["walk", _folder.Write("image", image), .. args]);
}
