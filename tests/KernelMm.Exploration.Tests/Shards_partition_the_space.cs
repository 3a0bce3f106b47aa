using KernelMm.Exploration.Results;
using KernelMm.Exploration.Strategies;
using KernelMm.Exploration.Strategies.Exhaustive;

namespace KernelMm.Exploration.Tests;

public sealed class Shards_partition_the_space
{
    public static TheoryData<int, int, Reduction> Cases()
    {
        TheoryData<int, int, Reduction> data = [];
        foreach (int shards in (int[])[2, 3, 7])
        {
            for (int seed = 0; seed < 5; seed++)
            {
                data.Add(shards, seed, Reduction.None);
                data.Add(shards, seed, Reduction.SleepSets);
                data.Add(shards, seed, Reduction.SourceSets);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_execution_is_of_one_shard_and_only_one(int shards, int seed, Reduction reduction)
    {
        Op[][] program = Programs.Random(seed, actors: 3, length: 2);
        int expected = reduction == Reduction.None ? BruteForce.Interleavings(program).Count : BruteForce.Classes(program);

        ExplorationResult[] parts = [.. Enumerable.Range(0, shards).Select(index => Run(program, reduction, new Shard(index, shards)))];

        // Each shard's executions differ among themselves; that all shards' together are as many as there are leaves no overlap.
        Assert.All(parts, part => Assert.True(part.IsExhausted));
        Assert.Equal(expected, parts.Sum(part => part.Executions));
        Assert.True(parts.Count(part => part.Executions > 0) > 1 || expected < 8, "One shard has all.");
    }

    [Fact]
    public void Random_executions_are_dealt_out_one_by_one()
    {
        static ExplorationOptions Options(Shard shard, long executions) =>
            new() { Strategy = StrategyKind.Random, Shard = shard, Executions = executions, RecheckEvery = 0 };
        Op[][] program = Programs.Random(1, actors: 3, length: 2);
        List<string> whole = [];
        List<string> parts = [];
        Explore.Run(Logged(program, whole), Options(Shard.Whole, 30));

        for (int index = 0; index < 3; index++)
        {
            Explore.Run(Logged(program, parts), Options(new Shard(index, 3), 10));
        }

        Assert.Equal(whole.Order(), parts.Order());
    }

    [Fact]
    public void Jobs_find_together_what_one_finds_alone()
    {
        Op[][] program = Programs.Random(3, actors: 3, length: 2);

        ExplorationResult together = Explore.Run(() => new OperationProgram(program), new ExplorationOptions { Jobs = 3 });

        Assert.Equal(BruteForce.Classes(program), together.Executions);
        Assert.True(together.IsProof);
    }

    private static ExplorationResult Run(Op[][] program, Reduction reduction, Shard shard) =>
        Explore.Run(() => new OperationProgram(program), new ExplorationOptions { Reduction = reduction, Shard = shard });

    private static Func<Scenario> Logged(Op[][] program, List<string> log) => () => new OperationProgram(program, log);
}
