namespace KernelMm.Exploration.Strategies.Exhaustive;

/// <summary>How many of the executions that differ only in the order of what commutes are tried.</summary>
public enum Reduction
{
    /// <summary>All of them.</summary>
    None,

    /// <summary>
    /// Sleep sets: an actor whose next step was tried before, and with which nothing in between conflicts, is not tried again.
    /// One execution of each class comes to its end; many more are begun.
    /// </summary>
    SleepSets,

    /// <summary>
    /// Source sets with sleep sets (Abdulla, Aronis, Jonsson, Sagonas: "Optimal dynamic partial order reduction", POPL 2014):
    /// another actor is tried only where a race shows that the order mattered.
    /// </summary>
    SourceSets,
}
