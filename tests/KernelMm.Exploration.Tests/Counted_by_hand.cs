using KernelMm.Exploration.Results;
using KernelMm.Exploration.Strategies.Exhaustive;
using KernelMm.Scenarios.Textbook;

namespace KernelMm.Exploration.Tests;

public sealed class Counted_by_hand
{
    // Two actors of n steps each can be put into (2n choose n) orders.
    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 6)]
    [InlineData(3, 20)]
    [InlineData(5, 252)]
    public void Two_actors_on_one_cell(int steps, int interleavings)
    {
        Op[] writes = [.. Enumerable.Repeat(new Op(SharedOperation.Write, 0), steps)];

        ExplorationResult result = Run(() => new OperationProgram([writes, writes]), Reduction.None);

        Assert.Equal(interleavings, result.Executions);
        Assert.Equal(interleavings, result.Classes);
    }

    [Fact]
    public void Actors_that_share_nothing_need_one_execution()
    {
        Op[] Writes(int cell) => [.. Enumerable.Repeat(new Op(SharedOperation.Write, cell), 4)];

        ExplorationResult result = Run(() => new OperationProgram([Writes(0), Writes(1), Writes(2)]), Reduction.SourceSets);

        Assert.Equal((1, 0), (result.Executions, result.Pruned));
        Assert.True(result.IsProof);
    }

    // Read, write | read, write: six orders. The two reads commute, which makes two pairs of the orders that begin with both.
    [Fact]
    public void A_lost_update_has_six_orders_in_four_classes()
    {
        Assert.Equal(6, Run(() => LostUpdate.Broken(), Reduction.None).Executions);
        Assert.Equal(4, Run(() => LostUpdate.Broken(), Reduction.SleepSets).Executions);
        Assert.Equal(4, Run(() => LostUpdate.Broken(), Reduction.SourceSets).Executions);
    }

    // One whole actor and then the other; with one preemption also either of them inside the other.
    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 4)]
    [InlineData(2, 6)]
    public void A_lost_update_within_a_bound_on_preemptions(int bound, int executions) =>
        Assert.Equal(executions, Run(() => LostUpdate.Broken(), Reduction.None, new Bounds { Preemptions = bound }).Executions);

    // n critical sections of one lock can come in n! orders.
    [Theory]
    [InlineData(2, 2)]
    [InlineData(3, 6)]
    [InlineData(4, 24)]
    public void Critical_sections_come_in_every_order_and_no_other(int actors, int orders)
    {
        Op[] section = [new(SharedOperation.Acquire, 7), new(SharedOperation.ReadModifyWrite, 0), new(SharedOperation.Release, 7)];

        ExplorationResult result = Run(() => new OperationProgram([.. Enumerable.Repeat(section, actors)]), Reduction.SourceSets);

        Assert.Equal(orders, result.Executions);
        Assert.True(result.IsProof);
    }

    // Three on three slots of one page commute; what frees the page as a whole can come before, between or after: each of the
    // three comes before or after it.
    [Fact]
    public void What_changes_a_whole_conflicts_with_each_of_its_parts()
    {
        Actor[] parts = [.. Enumerable.Range(0, 3).Select(slot => Touching($"slot {slot}", SharedOperation.Read, new SharedObject("entry", (ulong)slot, Region: 9)))];

        Assert.Equal(1, Run(() => new Acting(parts), Reduction.SourceSets).Executions);
        Assert.Equal(8, Run(() => new Acting([.. parts, Touching("whole", SharedOperation.Write, SharedObject.Whole(9))]), Reduction.SourceSets).Executions);
        Assert.Equal(8, Run(() => new Acting([.. parts, Touching("whole", SharedOperation.Write, SharedObject.Whole(9))]), Reduction.SleepSets).Executions);
        Assert.Equal(1, Run(() => new Acting([.. parts, Touching("other", SharedOperation.Write, SharedObject.Whole(8))]), Reduction.SourceSets).Executions);
    }

    private static Actor Touching(string name, SharedOperation operation, SharedObject target) => new(name, () => Explorer.Current!.Point(operation, target));

    private sealed class Acting(Actor[] actors) : Scenario
    {
        public override IReadOnlyList<Actor> Actors { get; } = actors;
    }

    private static ExplorationResult Run(Func<Scenario> scenario, Reduction reduction, Bounds? bounds = null) =>
        Explore.Run(scenario, new ExplorationOptions { Reduction = reduction, Bounds = bounds ?? new Bounds(), StopsAtFailure = false });
}
