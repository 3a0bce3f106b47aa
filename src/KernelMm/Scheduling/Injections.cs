namespace KernelMm.Scheduling;

/// <summary>
/// What may happen on a machine that lawfully can, though nothing makes it: explored, each time it could is a recorded choice.
/// Nothing of it is chosen unless said so here, since every choice multiplies what is explored. Allocations that fail are
/// asked for in <see cref="Physical.AllocationFailures"/>; tries for a lock and the ends of grace periods are always chosen.
/// </summary>
public sealed class Injections
{
    /// <summary>
    /// Whether maps of page tables may fail that could succeed: of live slots, by who does not hold the slot's lock. Whoever maps
    /// has to cope, for the table could have gone the moment before.
    /// </summary>
    public bool MapFailures { get; set; }

    /// <summary>
    /// What an interrupt does that comes from outside, such as a timer's: it runs in the task that it interrupts, with that CPU's
    /// interrupts off. Null: none comes.
    /// </summary>
    public Action? InterruptHandler { get; set; }

    /// <summary>
    /// How many of them arrive in each task at most, each between two of its shared operations with interrupts on.
    /// </summary>
    public int InterruptsPerTask { get; set; } = 1;

    internal void Reset() => (MapFailures, InterruptHandler, InterruptsPerTask) = (false, null, 1);
}
