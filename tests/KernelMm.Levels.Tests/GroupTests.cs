using KernelMm.Levels.Model;
using KernelMm.Levels.Parsing;

namespace KernelMm.Levels.Tests;

/// <summary>Neighbouring entries that map one bigger page together.</summary>
public class GroupTests
{
    private const string Inverted = "inverted: { levels: [pte], when: { not: valid } }";

    [Fact]
    public void A_level_has_them_where_the_file_says_so()
    {
        Architecture sv39 = LevelFileParser.Parse("riscv-sv39", LevelFiles.Read("riscv-sv39")).Architecture!;

        Assert.Equal(
            [null, null, new EntryGroup(new AnySetTest(1UL << 63), 16, EquatableArray.Of<Slice>())],
            sv39.Levels.Select(level => level.Grouped));
    }

    [Theory]
    [InlineData(12, true)]
    [InlineData(40, true)]
    [InlineData(11, false)]
    [InlineData(41, false)]
    public void They_are_bigger_than_an_entry_and_their_size_is_in_the_address(int shift, bool isTaken)
    {
        string text = Sample.With(Inverted, $"{Inverted}\n  grouped: {{ levels: [pte], when: valid, shift: {shift} }}");

        LevelFileResult result = LevelFileParser.Parse(Sample.Name, text);

        Assert.Equal(isTaken, result.Diagnostics.Count == 0);
        Assert.Equal(isTaken ? [] : ["KML0014"], result.Diagnostics.Select(diagnostic => diagnostic.Id));
    }
}
