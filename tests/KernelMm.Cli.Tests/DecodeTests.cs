using System.Text;
using System.Text.Json;

namespace KernelMm.Cli.Tests;

/// <summary>What <c>decode</c> says of entries that are worked out by hand.</summary>
public sealed class DecodeTests
{
    [Theory]
    [InlineData("x64", "pte", "0", "none", null, "none exec")]
    [InlineData("x64", "pte", "8200000123456267", "leaf", 0x123456UL, "present swp_soft_dirty swp_uffd_wp write dirty young special devmap")]
    [InlineData("x64", "pte", "800ffffedcba9120", "leaf", 0x123456UL, "present global protnone young")]
    [InlineData("x64", "pmd", "101234067", "table", 0x101234UL, "present write dirty young swp_soft_dirty swp_uffd_wp")]
    [InlineData("x64", "pmd", "0000000101234001", "bad", null, "present bad")]
    [InlineData("x64", "p4d", "8000000101236067", "table", 0x101236UL, "present")]
    [InlineData("riscv-sv39", "pte", "48d158d7", "leaf", 0x123456UL, "present user huge write dirty young swp_exclusive")]
    public void Kind_frame_and_predicates(string architecture, string level, string entry, string kind, ulong? frame, string predicates)
    {
        using JsonDocument json = Decode(architecture, level, entry);

        Assert.Equal(kind, json.RootElement.GetProperty("kind").GetString());
        JsonElement pfn = json.RootElement.GetProperty("pfn");
        Assert.Equal(frame, pfn.ValueKind == JsonValueKind.Null ? null : pfn.GetUInt64());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("swap").ValueKind);
        string[] set = [.. json.RootElement.GetProperty("predicates").EnumerateObject().Where(member => member.Value.GetBoolean()).Select(member => member.Name)];
        Assert.Equal(predicates.Split(' ').Order(), set.Order());
    }

    [Theory]
    [InlineData("x64", "17ffffffffdb9608", "swap", 2, null, 0x1234UL, null)]
    [InlineData("x64", "d7ffffffdb975200", "migration", 26, "migration_write", 0x123456UL, 0x123456UL)]
    [InlineData("x64", "c7ffe7ffdb975200", "migration", 24, "migration_read", 0xc00123456UL, 0x123456UL)]
    [InlineData("x64", "bfffffffdb975200", "hwpoison", 23, "hwpoison", 0x123456UL, 0x123456UL)]
    [InlineData("x64", "dfffffffdb975200", "device", 27, "device_write", 0x123456UL, 0x123456UL)]
    [InlineData("x64", "fffffffffffffa00", "marker", 31, "pte_marker", 2UL, null)]
    [InlineData("riscv-sv39", "1234140", "swap", 2, null, 0x1234UL, null)]
    [InlineData("riscv-sv39", "1f80", "marker", 31, "pte_marker", 1UL, null)]
    public void Swap_type_and_offset(string architecture, string entry, string kind, int type, string? name, ulong offset, ulong? frame)
    {
        using JsonDocument json = Decode(architecture, "pte", entry);

        JsonElement swap = json.RootElement.GetProperty("swap");
        Assert.Equal(kind, json.RootElement.GetProperty("kind").GetString());
        Assert.Equal((type, name, offset), (swap.GetProperty("type").GetInt32(), swap.GetProperty("name").GetString(), swap.GetProperty("offset").GetUInt64()));
        JsonElement pfn = json.RootElement.GetProperty("pfn");
        Assert.Equal(frame, pfn.ValueKind == JsonValueKind.Null ? null : pfn.GetUInt64());
    }

    [Theory]
    [InlineData("migration_read", "0")]
    [InlineData("pte_marker", "1")]
    public void A_parameter_moves_the_numbers_of_the_swap_types(string name, string swapinError)
    {
        // Type 24 of 6.12 is read migration; with a type more above it, as in 6.1, everything moves one down.
        int type = name == "pte_marker" ? 30 : 24;
        string entry = (((ulong)type << 59) | (~0UL >> 5 & ~1023UL) | 0x200).ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
        using JsonDocument json = JsonDocument.Parse(
            Tool.Run("decode", "--arch", "x64", "--level", "pte", "--param", $"swapin_error={swapinError}", "--format", "json", entry).Output);

        Assert.Equal(name, json.RootElement.GetProperty("swap").GetProperty("name").GetString());
    }

    [Fact]
    public void A_page_about_an_entry_names_its_flags() => Assert.Equal(
        """
        0x8000000123456067  x64 pte: leaf
          frame   0x123456, physical address 0x0000000123456000
          is      present write dirty young
          is not  none exec global huge protnone uffd_wp special devmap soft_dirty
          6666555555555544444444443333333333222222222211111111110000000000
          3210987654321098765432109876543210987654321098765432109876543210
          1000000000000000000000000000000100100011010001010110000001100111
          abbbbcd.....eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeefghiklmnopqr
          a    63 = 1  nx _PAGE_NX XD: not executable
          e 51:12 = 123456  address: bits 51:12 of the physical address
          l     6 = 1  dirty _PAGE_DIRTY D: written to; with R/W clear it is a shadow-stack page
          m     5 = 1  accessed _PAGE_ACCESSED A: accessed; hardware sets it, in table entries too
          p     2 = 1  user _PAGE_USER U/S: user code may access it
          q     1 = 1  rw _PAGE_RW R/W: writable
          r     0 = 1  present _PAGE_PRESENT P: valid

        """.ReplaceLineEndings("\n"),
        Tool.Run("decode", "--arch", "x64", "--level", "pte", "8000000123456067").Output);

    [Fact]
    public void A_page_about_a_swap_entry_says_what_it_encodes()
    {
        string[] lines = Tool.Run("decode", "--arch", "x64", "--level", "pte", "0xc7ff_e7ff_db97_5200").Lines;

        Assert.Equal("0xc7ffe7ffdb975200  x64 pte: migration", lines[0]);
        Assert.Contains("  frame   0x123456, physical address 0x0000000123456000", lines);
        Assert.Contains("  swap    type 24 (migration_read), offset 0xc00123456 (a page frame)", lines);
    }

    [Fact]
    public void Standard_input_is_read_line_by_line_without_its_comments()
    {
        Outcome outcome = Tool.RunWithInput(
            Encoding.UTF8.GetBytes("# va\n\n 0x67\r\n\t5\n8000000000001067"), "decode", "--arch", "x64", "--level", "pte", "--format", "json", "1", "-", "2");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(
            ["0x0000000000000001", "0x0000000000000067", "0x0000000000000005", "0x8000000000001067", "0x0000000000000002"],
            outcome.Lines.Select(ValueOf));
    }

    [Fact]
    public void A_bad_line_is_named_after_the_good_ones_are_printed()
    {
        Outcome outcome = Tool.RunWithInput("1\n2\nthree\n4\n"u8.ToArray(), "decode", "--arch", "x64", "--level", "pte", "--format", "json", "-");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Equal(2, outcome.Lines.Length);
        Assert.Equal("kernelmm: Line 3 of standard input: 'three' is not an entry of x64: at most 16 hexadecimal digits.\n", outcome.Error);
    }

    [Fact]
    public void A_line_without_end_is_refused() =>
        Tool.RunWithInput(new byte[1 << 20], "decode", "--arch", "x64", "--level", "pte", "-").IsSentence(2, "too long to be an entry");

    [Fact]
    public void A_million_entries_make_a_million_lines()
    {
        const int Count = 1_000_000;
        Random random = new(7);
        StringBuilder input = new();
        for (int i = 0; i < Count; i++)
        {
            input.Append(random.NextInt64().ToString("x", System.Globalization.CultureInfo.InvariantCulture)).Append('\n');
        }

        using CountingStream output = new();
        using StringWriter error = new(System.Globalization.CultureInfo.InvariantCulture);
        using MemoryStream stream = new(Encoding.ASCII.GetBytes(input.ToString()));
        int exitCode = Program.Run(
            ["decode", "--arch", "x64", "--level", "pte", "--format", "json", "-"],
            new Surroundings(stream, output, error, KernelMm.PageTables.Architectures.All));

        Assert.Equal((0, Count, string.Empty), (exitCode, output.Lines, error.ToString()));
    }

    private static string ValueOf(string line)
    {
        using JsonDocument json = JsonDocument.Parse(line);
        return json.RootElement.GetProperty("value").GetString()!;
    }

    private static JsonDocument Decode(string architecture, string level, string entry)
    {
        Outcome outcome = Tool.Run("decode", "--arch", architecture, "--level", level, "--format", "json", entry);
        Assert.Empty(outcome.Error);
        return JsonDocument.Parse(Assert.Single(outcome.Lines));
    }
}
