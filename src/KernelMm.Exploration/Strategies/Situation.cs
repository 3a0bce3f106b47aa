using System.Numerics;
using KernelMm.Exploration.Engine;

namespace KernelMm.Exploration.Strategies;

/// <summary>What a strategy sees of an execution.</summary>
public sealed class Situation
{
    /// <summary>A strategy's answer in an actor's place: this execution is like one that was tried; how it ends does not matter.</summary>
    public const int LikeAnother = -1;

    /// <summary>A strategy's answer in an actor's place: this execution is another shard's.</summary>
    public const int SomebodyElses = -2;

    private readonly SharedOperation[] _operations;
    private readonly int[] _targets;

    internal Situation(int actors, HappensBefore order)
    {
        Actors = actors;
        Order = order;
        _operations = new SharedOperation[actors];
        _targets = new int[actors];
    }

    /// <summary>How many actors there are.</summary>
    public int Actors { get; }

    /// <summary>The actors that can go on, one bit for each.</summary>
    public uint Enabled { get; internal set; }

    /// <summary>The actors that have not come to their end.</summary>
    public uint Unfinished { get; internal set; }

    /// <summary>Who took the last step, or -1 before the first.</summary>
    public int Current { get; internal set; } = -1;

    /// <summary>How many decisions were made before this one.</summary>
    public int Decisions { get; internal set; }

    /// <summary>How many steps were taken.</summary>
    public int Steps { get; internal set; }

    /// <summary>Whether the execution was stopped before its end: by a failure, or because it went beyond a bound.</summary>
    public bool WasCut { get; internal set; }

    /// <summary>Whether the one who took the last step could take the next.</summary>
    public bool CurrentIsEnabled => Current >= 0 && (Enabled & (1u << Current)) != 0;

    /// <summary>Who goes on where nothing speaks for anybody: the one who is at it, else the first who can.</summary>
    public int Default => CurrentIsEnabled ? Current : BitOperations.TrailingZeroCount(Enabled);

    internal HappensBefore Order { get; }

    /// <summary>What an actor does when it goes on.</summary>
    public SharedOperation Operation(int actor) => _operations[actor];

    /// <summary>To what, as a number that is the object's own in all executions.</summary>
    public int Target(int actor) => _targets[actor];

    internal void SetPending(int actor, SharedOperation operation, int target)
    {
        _operations[actor] = operation;
        _targets[actor] = target;
    }
}
