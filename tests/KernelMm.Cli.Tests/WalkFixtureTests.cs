using System.Globalization;

namespace KernelMm.Cli.Tests;

/// <summary>The walk of a real Linux image against what the emulator's own monitor printed for it.</summary>
public sealed class WalkFixtureTests
{
    // The columns X G P D A C T U W of the oracle, as bits of the raw entry.
    private static readonly (char Letter, int Bit)[] Flags =
        [('X', 63), ('G', 8), ('P', 7), ('D', 6), ('A', 5), ('C', 4), ('T', 3), ('U', 2), ('W', 1)];

    [Theory]
    [InlineData("P", Data.ParentRoot, 163308)]
    [InlineData("C", Data.ChildRoot, 76979)]
    public void The_walk_of_the_real_image_equals_the_emulators_own(string process, string root, int leaves)
    {
        Outcome outcome = Tool.Run("walk", Data.Image, "--root", root, "--format", "tsv");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Empty(outcome.Error);
        Assert.Equal("# va\tpa\tsize\tentry\trights", outcome.Lines[0]);
        Assert.Equal(leaves, outcome.Lines.Length - 1);
        int line = 1;
        foreach (string[] expected in Data.Rows($"oracle.{process}.tsv.gz"))
        {
            string[] actual = outcome.Lines[line++].Split('\t');
            string[] asOracle = [actual[0], actual[1], actual[2], FlagsOf(actual[3]), actual[4]];
            if (!asOracle.SequenceEqual(expected))
            {
                Assert.Fail($"Leaf {line - 1} is {string.Join(' ', asOracle)} and should be {string.Join(' ', expected)}.");
            }
        }

        Assert.Equal(outcome.Lines.Length, line);
    }

    [Fact]
    public void Without_arguments_the_bundled_image_of_the_parent_is_walked()
    {
        Outcome bundled = Tool.Run("walk", "--format", "tsv");
        Outcome file = Tool.Run("walk", Data.Image, "--arch", "x64", "--root", Data.ParentRoot, "--format", "tsv");

        Assert.Equal(0, bundled.ExitCode);
        Assert.Equal(file.Output, bundled.Output);
    }

    [Fact]
    public void Json_says_the_same_as_tsv()
    {
        string[] tsv = [.. Tool.Run("walk", "--root", Data.ChildRoot, "--format", "tsv").Lines.Skip(1)];
        string[] json = Tool.Run("walk", "--root", Data.ChildRoot, "--format", "json").Lines;

        Assert.Equal(tsv.Length, json.Length);
        for (int i = 0; i < json.Length; i++)
        {
            using System.Text.Json.JsonDocument parsed = System.Text.Json.JsonDocument.Parse(json[i]);
            string Member(string name) => parsed.RootElement.GetProperty(name).GetString()!.Replace("0x", string.Empty, StringComparison.Ordinal);
            Assert.Equal(tsv[i], string.Join('\t', Member("va"), Member("pa"), Member("size"), Member("entry"), Member("rights")));
        }
    }

    [Fact]
    public void The_table_counts_every_leaf_once()
    {
        string[] lines = Tool.Run("walk").Lines;

        Assert.Equal("linux-6.1-x86_64 (bundled), x64, root 0x00000000075f6000 (CR3 of the CPU)", lines[0]);
        Assert.Contains("░ 162,618 pages of 4K: 635.2M", lines);
        Assert.Contains("▒ 688 pages of 2M: 1.3G", lines);
        Assert.Contains("▓ 2 pages of 1G: 2G", lines);
    }

    [Theory]
    [InlineData("10000", "20000")]
    [InlineData("7ffff2e00000", "7ffff6e00000")]
    [InlineData("ffffffffff5fc000", "0")]
    public void A_range_cuts_the_walk_at_its_ends(string from, string to)
    {
        ulong first = ulong.Parse(from, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        ulong last = ulong.Parse(to, NumberStyles.HexNumber, CultureInfo.InvariantCulture) - 1;
        string[] whole = [.. Tool.Run("walk", "--format", "tsv").Lines.Skip(1)];
        string[] inside = [.. whole.Where(line => AddressOf(line) is { } address && address >= first && address <= last)];

        Outcome outcome = Tool.Run("walk", "--format", "tsv", "--from", from, "--to", "0x" + to);

        Assert.NotEmpty(inside);
        Assert.Equal(inside, outcome.Lines.Skip(1));
    }

    private static ulong AddressOf(string line) => ulong.Parse(line.AsSpan(0, 16), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static string FlagsOf(string entry)
    {
        ulong value = ulong.Parse(entry, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return string.Concat(Flags.Select(flag => (value >> flag.Bit & 1) != 0 ? flag.Letter : '-'));
    }
}
