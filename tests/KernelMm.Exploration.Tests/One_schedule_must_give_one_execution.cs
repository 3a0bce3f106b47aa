using KernelMm.Exploration.Results;

namespace KernelMm.Exploration.Tests;

public sealed class One_schedule_must_give_one_execution
{
    [Theory]
    [InlineData(StrategyKind.Random)]
    [InlineData(StrategyKind.Pct)]
    public void A_scenario_that_remembers_is_found_out(StrategyKind strategy)
    {
        int runs = 0;

        ExplorationResult result = Explore.Run(() => new Forgetful(() => runs++), new ExplorationOptions { Strategy = strategy, RecheckEvery = 1, Executions = 20 });

        FailureReport report = Assert.Single(result.Failures);
        Assert.Equal(FailureKind.Nondeterminism, report.Failure.Kind);
        Assert.Contains("step 2", report.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_that_does_not_come_again_is_reported_as_such()
    {
        int runs = 0;

        ExplorationResult result = Explore.Run(() => new FailsOnce(() => runs++ == 0), new ExplorationOptions { RecheckEvery = 0 });

        Assert.Equal(FailureKind.Nondeterminism, Assert.Single(result.Failures).Failure.Kind);
    }

    [Theory]
    [InlineData(StrategyKind.Random)]
    [InlineData(StrategyKind.Exhaustive)]
    public void The_machine_goes_the_same_way_each_time(StrategyKind strategy)
    {
        ExplorationOptions options = new() { Strategy = strategy, RecheckEvery = 1, Executions = 200 };

        ExplorationResult result = Explore.Run(Scenarios.Catalogue.Find("pte-offset-map-lock")!.Make, options);

        Assert.Empty(result.Failures);
    }

    private sealed class Forgetful(Func<int> next) : Scenario
    {
        public override IReadOnlyList<Actor> Actors { get; } =
        [
            new("one", () =>
            {
                Explorer.Current!.Point(SharedOperation.Read, new SharedObject("cell", 0));
                Explorer.Current.Point(SharedOperation.Read, new SharedObject("cell", (ulong)next()));
            }),
        ];
    }

    private sealed class FailsOnce(Func<bool> fails) : Scenario
    {
        public override IReadOnlyList<Actor> Actors { get; } = [new("one", () => Explorer.Current!.Point(SharedOperation.Read, new SharedObject("cell", 0)))];

        public override void End()
        {
            if (fails())
            {
                throw new Finding("ONCE", "It failed once.");
            }
        }
    }
}
