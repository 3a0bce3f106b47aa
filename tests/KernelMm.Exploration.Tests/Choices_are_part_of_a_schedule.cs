using KernelMm.Exploration.Results;
using KernelMm.Exploration.Strategies.Exhaustive;

namespace KernelMm.Exploration.Tests;

public sealed class Choices_are_part_of_a_schedule
{
    [Fact]
    public void Every_combination_of_answers_is_tried()
    {
        ExplorationResult result = Explore.Run(() => new Asking(), new ExplorationOptions { StopsAtFailure = false });

        Assert.Equal(2 * 3, result.Executions);
        Assert.Equal("~1.2", Assert.Single(result.Failures).Schedule.ToString()[1..]);
    }

    [Fact]
    public void A_bound_on_injections_keeps_them_few_and_says_so()
    {
        ExplorationOptions options = new() { StopsAtFailure = false, Bounds = new Bounds { Injections = 1 } };

        ExplorationResult result = Explore.Run(() => new Asking(), options);

        // None, the first alone, or one of the second's two alone.
        Assert.Equal(4, result.Executions);
        Assert.Equal(2, result.BoundHits);
        Assert.Empty(result.Failures);
        Assert.False(result.IsProof);
    }

    [Theory]
    [InlineData("a~1.2", "BOTH")]
    [InlineData("a~1.1", null)]
    [InlineData("a", null)]
    public void Answers_replay(string schedule, string? failure) =>
        Assert.Equal(failure, Explore.Replay(() => new Asking(), schedule).Failure?.Name);

    private sealed class Asking : Scenario
    {
        public override IReadOnlyList<Actor> Actors { get; } =
        [
            new("one", () =>
            {
                Explorer.Current!.Point(SharedOperation.Write, new SharedObject("cell", 0));
                int first = Explorer.Current.Choose(ChoiceKind.AllocationFailure, 2);
                int second = Explorer.Current.Choose(ChoiceKind.Other, 3);
                if (first == 1 && second == 2)
                {
                    throw new Finding("BOTH", "Both answers were the last.");
                }
            }),
        ];
    }
}
