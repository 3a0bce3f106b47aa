namespace KernelMm.Exploration.Strategies.Exhaustive;

/// <summary>One decision on the path that is being tried, and what is still to be tried instead.</summary>
internal struct Node
{
    /// <summary>Among how many answers; 0 where it decides who goes on.</summary>
    public int Count;

    /// <summary>The actor or the answer that is being tried.</summary>
    public int Chosen;

    /// <summary>The actors that can go on here.</summary>
    public uint Enabled;

    /// <summary>The actors that must be tried here.</summary>
    public uint Todo;

    /// <summary>The actors that need not be tried here, nor later as long as nothing conflicts with what they are about to do.</summary>
    public uint Sleep;

    /// <summary>The actors that were tried here.</summary>
    public uint Done;

    /// <summary>The actors that are not tried here because of a bound.</summary>
    public uint Cut;

    /// <summary>Who took the step before, where that one could take the next too; else -1.</summary>
    public int Staying;

    /// <summary>How many preemptions there are up to here, without this decision.</summary>
    public int Preemptions;

    /// <summary>How many injecting answers there are up to here, without this one.</summary>
    public int Injections;

    /// <summary>The index of the step that is decided here, or within which is answered.</summary>
    public int Step;

    /// <summary>How many decisions lead here that have more than one outcome.</summary>
    public int Forks;

    /// <summary>Whether this is one of those.</summary>
    public bool IsFork;

    /// <summary>Whether this decides who goes on.</summary>
    public readonly bool IsActor => Count == 0;

    /// <summary>Whether choosing this actor takes the turn from one who could go on.</summary>
    public readonly bool Preempts(int actor) => Staying >= 0 && Staying != actor;
}
