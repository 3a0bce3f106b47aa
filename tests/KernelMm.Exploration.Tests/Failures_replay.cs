using KernelMm.Exploration.Results;
using KernelMm.Scenarios;

namespace KernelMm.Exploration.Tests;

public sealed class Failures_replay
{
    [Theory]
    [InlineData("lost-update/broken", "ab", "LOST")]
    [InlineData("ab-ba/broken", "ab", "cycle")]
    [InlineData("reader-and-freer/broken", "a2b2", "FREED")]
    [InlineData("missed-wake-up/broken", "ab2", "never woken")]
    public void A_schedule_written_down_by_hand_shows_the_bug(string scenario, string schedule, string name)
    {
        Execution execution = Explore.Replay(Catalogue.Find(scenario)!.Make, schedule);

        Assert.Equal(name, execution.Failure?.Name);
        Assert.True(execution.IsExact);
    }

    [Fact]
    public void Each_step_knows_its_actor_its_operation_its_object_and_its_line()
    {
        Execution execution = Explore.Replay(Catalogue.Find("lost-update/broken")!.Make, "ab");

        Assert.Equal(
            ["adder 1: Read counter 0x0", "adder 2: Read counter 0x0", "adder 2: Write counter 0x0", "adder 1: Write counter 0x0"],
            execution.Steps.Select(step => step.ToString().Split("  ")[0]));
        Assert.All(execution.Steps, step => Assert.Contains("(LostUpdate.cs:", step.Source, StringComparison.Ordinal));
    }

    [Fact]
    public void A_deadlock_names_who_waits_for_whom()
    {
        Execution execution = Explore.Replay(Catalogue.Find("ab-ba/broken")!.Make, "ab");

        Assert.Contains("first waits for B 0x0, which second holds", execution.Failure!.Message, StringComparison.Ordinal);
        Assert.Contains("The cycle: first -> second -> first.", execution.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_schedule_that_does_not_fit_says_so()
    {
        Execution execution = Explore.Replay(Catalogue.Find("lost-update/broken")!.Make, "a5b2");

        Assert.False(execution.IsExact);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_failure_met_at_random_is_shrunk_to_its_two_switches(int seed)
    {
        ExplorationOptions options = new() { Strategy = StrategyKind.Random, Seed = (ulong)seed };

        FailureReport report = Assert.Single(Explore.Run(() => Scenarios.Textbook.LostUpdate.Broken(4), options).Failures);

        int switches = report.Steps.Zip(report.Steps.Skip(1)).Count(pair => pair.First.Lane != pair.Second.Lane);
        Assert.True(switches <= 4, $"{switches} switches are left of {report.Found}: {report}");
        Assert.True(report.Schedule.Steps <= report.Found.Steps);
    }
}
