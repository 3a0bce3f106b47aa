using KernelMm.Levels.Parsing;

namespace KernelMm.Levels.Tests;

public class SuggestionTests
{
    [Theory]
    [InlineData("shfit", "did you mean `shift`?")]
    [InlineData("Shift", "did you mean `shift`?")]
    [InlineData("index-bits", "did you mean `index_bits`?")]
    [InlineData("ind", "did you mean `index_bits`?")]
    [InlineData("wing", "write one of shift, index_bits")]
    [InlineData("", "write one of shift, index_bits")]
    public void The_nearest_word_is_meant_if_it_is_near(string word, string expected) =>
        Assert.Equal(expected, Suggestion.For(word, ["shift", "index_bits"]));

    [Fact]
    public void Where_there_is_nothing_to_choose_from_it_says_so() => Assert.Equal("there is none at all", Suggestion.For("x", []));
}
