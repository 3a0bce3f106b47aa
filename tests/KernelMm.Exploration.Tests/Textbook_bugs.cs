using KernelMm.Exploration.Results;
using KernelMm.Exploration.Strategies.Exhaustive;
using KernelMm.Scenarios;

namespace KernelMm.Exploration.Tests;

public sealed class Textbook_bugs
{
    public static TheoryData<string> Names => [.. Catalogue.Small.SelectMany(entry => entry.Variants.Select(variant => $"{entry.Name}/{variant.Name}"))];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_form_shows_exactly_the_failures_it_is_known_for(string name)
    {
        Variant variant = Catalogue.Find(name)!;

        ExplorationResult result = Explore.Run(variant.Make, new ExplorationOptions { StopsAtFailure = false });

        Assert.True(result.IsExhausted);
        Assert.Equal(variant.Fails.Order(), result.Failures.Select(report => report.Failure.Name).Order());
        Assert.Equal(variant.Fails.Count == 0, result.IsProof);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Source_sets_and_sleep_sets_agree_on_the_number_of_classes(string name)
    {
        ExplorationOptions options = new() { StopsAtFailure = false };

        ExplorationResult source = Explore.Run(Catalogue.Find(name)!.Make, options);
        ExplorationResult sleep = Explore.Run(Catalogue.Find(name)!.Make, options with { Reduction = Reduction.SleepSets });

        Assert.Equal(sleep.Executions, source.Executions);
        Assert.True(source.Pruned <= sleep.Pruned);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_failure_replays_from_its_schedule(string name)
    {
        Variant variant = Catalogue.Find(name)!;

        ExplorationResult result = Explore.Run(variant.Make, new ExplorationOptions { StopsAtFailure = false });

        Assert.All(result.Failures, report =>
            Assert.True(report.Failure.IsSame(Explore.Replay(variant.Make, report.Schedule.ToString()).Failure), report.ToString()));
    }
}
