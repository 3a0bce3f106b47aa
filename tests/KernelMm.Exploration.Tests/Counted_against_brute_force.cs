using KernelMm.Exploration.Results;
using KernelMm.Exploration.Strategies.Exhaustive;

namespace KernelMm.Exploration.Tests;

public sealed class Counted_against_brute_force
{
    public static TheoryData<int, int, int> Random_programs()
    {
        TheoryData<int, int, int> data = [];
        for (int seed = 0; seed < 20; seed++)
        {
            data.Add(seed, 2, 3);
            data.Add(seed, 3, 2);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Random_programs))]
    public void Without_reduction_every_interleaving_is_run_once(int seed, int actors, int length)
    {
        Op[][] program = Programs.Random(seed, actors, length);

        ExplorationResult result = Run(program, Reduction.None);

        Assert.True(result.IsExhausted);
        Assert.Equal(BruteForce.Interleavings(program).Count, result.Executions);
        Assert.Equal(BruteForce.Classes(program), result.Classes);
    }

    [Theory]
    [MemberData(nameof(Random_programs))]
    public void Sleep_sets_bring_one_execution_of_each_class_to_its_end(int seed, int actors, int length)
    {
        Op[][] program = Programs.Random(seed, actors, length);

        Assert.Equal(BruteForce.Classes(program), Run(program, Reduction.SleepSets).Executions);
    }

    [Theory]
    [MemberData(nameof(Random_programs))]
    public void Source_sets_bring_one_execution_of_each_class_to_its_end(int seed, int actors, int length)
    {
        Op[][] program = Programs.Random(seed, actors, length);

        Assert.Equal(BruteForce.Classes(program), Run(program, Reduction.SourceSets).Executions);
    }

    [Theory]
    [MemberData(nameof(Random_programs))]
    public void With_a_bound_on_preemptions_exactly_those_within_it_are_run(int seed, int actors, int length)
    {
        Op[][] program = Programs.Random(seed, actors, length);
        int[] preemptions = [.. BruteForce.Interleavings(program).Select(one => one.Preemptions)];

        for (int bound = 0; bound < 3; bound++)
        {
            ExplorationResult result = Run(program, Reduction.SourceSets, bound);

            Assert.Equal(preemptions.Count(count => count <= bound), result.Executions);
            // An actor that would only have found that it must wait counts as left out as well: who waits shows only when it is tried.
            Assert.True(result.BoundHits > 0 || !preemptions.Any(count => count > bound));
        }
    }

    private static ExplorationResult Run(Op[][] program, Reduction reduction, int? preemptions = null) =>
        Explore.Run(() => new OperationProgram(program), new ExplorationOptions { Reduction = reduction, Bounds = new Bounds { Preemptions = preemptions } });
}
