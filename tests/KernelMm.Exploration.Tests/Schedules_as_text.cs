using KernelMm.Exploration.Schedules;

namespace KernelMm.Exploration.Tests;

public sealed class Schedules_as_text
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("a", 1)]
    [InlineData("a3b2a", 6)]
    [InlineData("a2~1b", 3)]
    [InlineData("a~0.2a~1p12", 14)]
    public void What_is_read_is_written_again(string text, int steps)
    {
        Schedule schedule = Schedule.Parse(text);

        Assert.Equal(text, schedule.ToString());
        Assert.Equal(steps, schedule.Steps);
    }

    [Theory]
    [InlineData("3a", 1)]
    [InlineData("a3B", 3)]
    [InlineData("a0", 2)]
    [InlineData("a~", 3)]
    [InlineData("a~1.", 5)]
    [InlineData("a99999999999", 2)]
    [InlineData("a9999999", 8)]
    [InlineData("q", 1)]
    public void What_is_no_schedule_is_refused_with_its_place(string text, int character)
    {
        FormatException refusal = Assert.Throws<FormatException>(() => Schedule.Parse(text));

        Assert.Contains($"at character {character},", refusal.Message, StringComparison.Ordinal);
    }
}
