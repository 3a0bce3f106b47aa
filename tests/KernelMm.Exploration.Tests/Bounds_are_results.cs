using KernelMm.Exploration.Results;
using KernelMm.Exploration.Strategies;

namespace KernelMm.Exploration.Tests;

public sealed class Bounds_are_results
{
    [Fact]
    public void An_execution_without_end_is_cut_and_counted()
    {
        ExplorationResult result = Explore.Run(() => new Endless(), new ExplorationOptions { MaxSteps = 50, Executions = 3 });

        Assert.Equal(result.Executions, result.TooLong);
        Assert.True(result.TooLong > 0);
        Assert.False(result.IsProof);
    }

    [Fact]
    public void Priorities_find_a_bug_of_depth_two_as_often_as_their_bound_promises()
    {
        const int Executions = 4_000;
        int lost = 0;

        ExplorationResult result = Explore.Run(
            () => new Counting(() => lost++), new ExplorationOptions { Strategy = StrategyKind.Pct, Depth = 2, Executions = Executions, RecheckEvery = 0 });

        Assert.Equal(PriorityWalk.Bound(actors: 2, steps: 4, depth: 2), result.PctBound);
        Assert.Equal(0.125, result.PctBound);
        Assert.True(lost >= Executions * 0.125 * 0.9, $"{lost} of {Executions} executions lost an update.");
    }

    [Theory]
    [InlineData(StrategyKind.Pct)]
    [InlineData(StrategyKind.Random)]
    public void Memory_does_not_grow_with_executions(StrategyKind strategy)
    {
        long executions = long.TryParse(Environment.GetEnvironmentVariable("KERNELMM_EXPLORATION_EXECUTIONS"), out long wanted) ? wanted : 30_000;
        Expect_constant_memory(() => new Counting(() => { }), strategy, executions);
    }

    [Fact]
    public void Nor_where_each_execution_has_a_machine_with_page_tables() =>
        Expect_constant_memory(Scenarios.Catalogue.Find("pte-offset-map-lock")!.Make, StrategyKind.Pct, executions: 5_000);

    private static void Expect_constant_memory(Func<Scenario> scenario, StrategyKind strategy, long executions)
    {
        ExplorationOptions options = new() { Strategy = strategy };
        Explore.Run(scenario, options with { Executions = 2_000 });
        long before = GC.GetTotalMemory(forceFullCollection: true);

        ExplorationResult result = Explore.Run(scenario, options with { Executions = executions });

        long after = GC.GetTotalMemory(forceFullCollection: true);
        Assert.Equal(executions, result.Executions);
        Assert.True(after < before + 100_000, $"{before} bytes after 2,000 executions, {after} after {executions} more.");
    }

    private sealed class Endless : Scenario
    {
        public override IReadOnlyList<Actor> Actors { get; } =
        [
            new("one", () =>
            {
                while (true)
                {
                    Explorer.Current!.Point(SharedOperation.Read, new SharedObject("cell", 0));
                }
            }),
        ];
    }

    private sealed class Counting : Scenario
    {
        private readonly Action _lost;
        private int _count;

        public Counting(Action lost)
        {
            _lost = lost;
            Actors = [new("one", Add), new("other", Add)];
        }

        public override IReadOnlyList<Actor> Actors { get; }

        public override void Begin() => _count = 0;

        public override void End()
        {
            if (_count != 2)
            {
                _lost();
            }
        }

        private void Add()
        {
            Explorer.Current!.Point(SharedOperation.Read, new SharedObject("cell", 0));
            int count = _count;
            Explorer.Current.Point(SharedOperation.Write, new SharedObject("cell", 0));
            _count = count + 1;
        }
    }
}
