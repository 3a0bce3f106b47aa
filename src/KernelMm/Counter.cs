namespace KernelMm;

/// <summary>What a machine counts, so that costs can be told by the number of operations. In Linux: <c>/proc/vmstat</c>.</summary>
public enum Counter
{
    /// <summary>Blocks of memory handed out, of any order.</summary>
    Allocations,

    /// <summary>Blocks of memory given back.</summary>
    Frees,

    /// <summary>Allocations that were refused.</summary>
    AllocationFailures,

    /// <summary>Translations that a TLB answered.</summary>
    TlbHits,

    /// <summary>Translations that hardware walked the tables for.</summary>
    TlbMisses,

    /// <summary>Flushes of one address, on one CPU.</summary>
    TlbFlushOne,

    /// <summary>Flushes of a range, on one CPU.</summary>
    TlbFlushRange,

    /// <summary>Flushes of everything, on one CPU.</summary>
    TlbFlushAll,

    /// <summary>Interrupts sent to other CPUs.</summary>
    Ipis,

    /// <summary>Accesses that ended in a fault.</summary>
    Faults,

    /// <summary>Tries for a lock that did not get it.</summary>
    TrylockFailures,

    /// <summary>Locks that were not free and had to be waited for.</summary>
    LockWaits,

    /// <summary>RCU grace periods that ended.</summary>
    GracePeriods,

    /// <summary>RCU callbacks that ran.</summary>
    RcuCallbacks,
}
