using KernelMm.Exploration.Results;
using KernelMm.Exploration.Strategies.Exhaustive;
using KernelMm.Scenarios;

namespace KernelMm.Exploration.Tests;

public sealed class Races_of_address_spaces
{
    private static readonly ExplorationOptions Options = new() { Bounds = new Bounds { Preemptions = RaceCatalogue.Preemptions } };

    public static TheoryData<string> Names => [.. RaceCatalogue.All.Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void None_fails_within_two_preemptions(string name)
    {
        ExplorationResult result = Explore.Run(Form(name, Catalogue.Repaired).Make, Options);

        Assert.True(result.Failures.Count == 0, string.Join("\n", result.Failures));
        Assert.True(result.IsExhausted);
        Assert.Equal(0, result.TooLong);
        Assert.True(result.Executions > 20, $"Only {result.Executions} executions of {result.LongestExecution} steps: that is no race.");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_seeded_bug_of_each_is_found(string name)
    {
        Variant broken = Form(name, Catalogue.Broken);

        ExplorationResult result = Explore.Run(broken.Make, Options);

        Assert.Contains(Assert.Single(result.Failures).Failure.Name, broken.Fails);
    }

    private static Variant Form(string name, string form) =>
        RaceCatalogue.All.Single(entry => entry.Name == name).Variants.Single(variant => variant.Name == form);
}
