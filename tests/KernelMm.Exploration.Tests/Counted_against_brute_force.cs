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
            ExplorationResult result = Run(program, Reduction.None, bound);

            Assert.Equal(preemptions.Count(count => count <= bound), result.Executions);
            // An actor that would only have found that it must wait counts as left out as well: who waits shows only when it is tried.
            Assert.True(result.BoundHits > 0 || !preemptions.Any(count => count > bound));
        }
    }

    [Theory]
    [InlineData(2, 4)]
    [InlineData(3, 3)]
    [InlineData(4, 2)]
    public void With_a_bound_and_reduction_no_class_is_lost_that_has_an_execution_within_it(int actors, int length) =>
        Expect_all_classes_within_bounds(seed => Programs.Random(seed, actors, length));

    [Theory]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    [InlineData(4, 1)]
    public void Nor_where_actors_wait_for_locks(int actors, int length) =>
        Expect_all_classes_within_bounds(seed => Programs.RandomWithLocks(seed, actors, length));

    private static void Expect_all_classes_within_bounds(Func<int, Op[][]> program)
    {
        int seeds = int.TryParse(Environment.GetEnvironmentVariable("KERNELMM_EXPLORATION_PROGRAMS"), out int wanted) ? wanted : 12;
        for (int seed = 0; seed < seeds; seed++)
        {
            for (int bound = 0; bound < 4; bound++)
            {
                Expect_all_classes_within(bound, program(seed));
            }
        }
    }

    private static void Expect_all_classes_within(int bound, Op[][] program)
    {
        HashSet<string> expected = BruteForce.ClassesWithin(program, bound);
        foreach (Reduction reduction in (Reduction[])[Reduction.SleepSets, Reduction.SourceSets])
        {
            HashSet<string> found = [];
            ExplorationResult result = Explore.Run(
                () => new OperationProgram(program, ended: order => found.Add(BruteForce.Canonical(program, order))),
                new ExplorationOptions { Reduction = reduction, Bounds = new Bounds { Preemptions = bound } });

            string text = string.Join(" | ", program.Select(ops => string.Join(' ', ops)));
            Assert.True(expected.SetEquals(found), $"{reduction}, bound {bound}: {found.Count} of {expected.Count} classes of {text}; missing: {expected.Except(found).FirstOrDefault()}");
            Assert.Equal(found.Count, result.Classes);
            Assert.True(result.BoundHits > 0 || found.Count == BruteForce.Classes(program));
        }
    }

    private static ExplorationResult Run(Op[][] program, Reduction reduction, int? preemptions = null) =>
        Explore.Run(() => new OperationProgram(program), new ExplorationOptions { Reduction = reduction, Bounds = new Bounds { Preemptions = preemptions } });
}
