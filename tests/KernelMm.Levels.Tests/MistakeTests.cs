using KernelMm.Levels.Parsing;
using KernelMm.Levels.Tests.Mistakes;

namespace KernelMm.Levels.Tests;

public class MistakeTests
{
    // Found by other means than the text of one file: its size, its name, the other files beside it.
    private static readonly LevelDiagnosticKind[] TestedElsewhere =
        [LevelDiagnostics.TooLarge, LevelDiagnostics.BadFileName, LevelDiagnostics.DuplicateArchitecture];

    private static readonly Mistake[] Cases =
    [
        .. YamlMistakes.All, .. KeysMistakes.All, .. ValuesMistakes.All, .. LevelsMistakes.All, .. FieldsMistakes.All, .. NamesMistakes.All, .. SwapMistakes.All, .. MachineMistakes.All,
    ];

    public static TheoryData<string> Titles => new(Cases.Select(mistake => mistake.Title));

    [Fact]
    public void The_sample_that_the_mistakes_are_made_in_has_none() =>
        Assert.Equal([], LevelFileParser.Parse(Sample.Name, Sample.Text).Diagnostics.Select(Mistake.Print));

    [Theory]
    [MemberData(nameof(Titles))]
    public void A_mistake_is_said_where_it_stands(string title)
    {
        Mistake mistake = Cases.Single(known => known.Title == title);

        string[] reported = mistake.Reported();

        Assert.NotEmpty(reported);
        Assert.Equal(mistake.Expected, reported);
    }

    [Fact]
    public void Every_kind_of_mistake_has_a_test()
    {
        IEnumerable<string> tested = Cases.SelectMany(mistake => mistake.Expected).Select(expected => expected.Split(' ')[1]);

        Assert.Equal([], LevelDiagnostics.All.Except(TestedElsewhere).Select(kind => kind.Id).Except(tested));
    }

    [Fact]
    public void Every_kind_is_in_the_table_once_and_in_order()
    {
        string[] ids = LevelDiagnostics.All.Select(kind => kind.Id).ToArray();

        Assert.Equal(Enumerable.Range(1, ids.Length).Select(number => $"KML{number:0000}"), ids);
    }

    [Fact]
    public void A_file_beyond_a_mebibyte_is_refused_by_its_length_alone()
    {
        Assert.Null(LevelFileLimits.Refuse(1 << 20));
        Assert.Equal(
            "1:1 KML0001 The file has 1048577 bytes and level files have at most 1048576: split it, or look whether it is a level file at all",
            Mistake.Print(Assert.Single(LevelFileLimits.Refuse((1 << 20) + 1)!.Diagnostics)));
    }

    [Theory]
    [InlineData("X64")]
    [InlineData("x64_la57")]
    [InlineData("")]
    [InlineData("x64--la57")]
    [InlineData("a\"b")]
    public void A_file_name_that_cannot_be_an_architecture_is_refused(string name) =>
        Assert.StartsWith("1:1 KML0033 An architecture cannot be called", Mistake.Print(Assert.Single(LevelFileParser.Parse(name, Sample.Text).Diagnostics)));
}
