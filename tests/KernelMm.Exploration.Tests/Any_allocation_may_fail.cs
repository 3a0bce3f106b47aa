using KernelMm.Exploration.Results;
using KernelMm.Scenarios;

namespace KernelMm.Exploration.Tests;

public sealed class Any_allocation_may_fail
{
    public static TheoryData<string> Names => [.. RaceCatalogue.Failing.Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void And_the_address_space_is_whole(string name)
    {
        ExplorationResult result = Explore.Run(Form(name, Catalogue.Repaired)!.Make, new ExplorationOptions());

        Assert.True(result.Failures.Count == 0, string.Join("\n", result.Failures));
        Assert.True(result.IsProof && result.Executions > 1, $"{result.Executions} executions");

        // These have no answer that says so: pages that mlockall could not make are made when they are used.
        Assert.True(name is "failing-munmap" or "failing-exit" or "failing-mlockall" || result.Marks["it failed"] > 1);
    }

    [Theory]
    [InlineData("failing-fault", "LEAKED")]
    [InlineData("failing-munmap-middle", "WHOLE")]
    public void Which_is_noticed_where_it_is_not(string name, string failure)
    {
        ExplorationResult result = Explore.Run(Form(name, Catalogue.Broken)!.Make, new ExplorationOptions());

        Assert.Equal(failure, Assert.Single(result.Failures).Failure.Name);
    }

    private static Variant? Form(string name, string form) =>
        RaceCatalogue.Failing.Single(entry => entry.Name == name).Variants.SingleOrDefault(variant => variant.Name == form);
}
