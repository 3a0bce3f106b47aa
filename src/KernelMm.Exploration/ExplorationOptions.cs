using KernelMm.Exploration.Strategies;
using KernelMm.Exploration.Strategies.Exhaustive;

namespace KernelMm.Exploration;

/// <summary>How executions are chosen.</summary>
public enum StrategyKind
{
    /// <summary>All of them, or one of each class.</summary>
    Exhaustive,

    /// <summary>By random priorities with a bound: <see cref="PriorityWalk"/>.</summary>
    Pct,

    /// <summary>Each actor as likely at each step.</summary>
    Random,
}

/// <summary>What is explored, how, and how long.</summary>
public sealed record ExplorationOptions
{
    /// <summary>How executions are chosen.</summary>
    public StrategyKind Strategy { get; init; } = StrategyKind.Exhaustive;

    /// <summary>For an exhaustive search: what it leaves out because it is like something else.</summary>
    public Reduction Reduction { get; init; } = Reduction.SourceSets;

    /// <summary>For an exhaustive search: what it leaves out on purpose.</summary>
    public Bounds Bounds { get; init; } = new();

    /// <summary>For <see cref="StrategyKind.Pct"/>: how many ordering constraints the bug needs that is looked for.</summary>
    public int Depth { get; init; } = 3;

    /// <summary>Another seed, other random executions.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>After how many executions to stop, or null for no such limit.</summary>
    public long? Executions { get; init; }

    /// <summary>After what time to stop, or null for no such limit.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>How many executions go on at the same time.</summary>
    public int Jobs { get; init; } = 1;

    /// <summary>Which part of the space is explored.</summary>
    public Shard Shard { get; init; } = Shard.Whole;

    /// <summary>The most steps of one execution.</summary>
    public int MaxSteps { get; init; } = 10_000;

    /// <summary>Whether to stop at the first failure; else each failure is reported once, and the exploration goes on.</summary>
    public bool StopsAtFailure { get; init; } = true;

    /// <summary>Every how many executions one is run twice, to see whether it goes the same way; 0 for none but those that fail.</summary>
    public int RecheckEvery { get; init; } = 1_000;

    /// <summary>Whether the distinct classes of executions are counted where that costs extra: for random strategies, and without reduction.</summary>
    public bool CountsClasses { get; init; } = true;
}
