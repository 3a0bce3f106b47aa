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

    /// <summary>Faults that were handled, whatever came of them. In Linux: <c>pgfault</c>.</summary>
    PgFault,

    /// <summary>Faults that had to wait for a device. In Linux: <c>pgmajfault</c>.</summary>
    PgMajFault,

    /// <summary>Pages that copy-on-write copied. In Linux: copies of <c>__wp_page_copy_user</c>.</summary>
    CowCopies,

    /// <summary>Pages moved to a list of what is in use. In Linux: <c>pgactivate</c>.</summary>
    PgActivate,

    /// <summary>Pages moved to a list of what is not. In Linux: <c>pgdeactivate</c>.</summary>
    PgDeactivate,

    /// <summary>Pages that need not be kept. In Linux: <c>pglazyfree</c>.</summary>
    PgLazyfree,

    /// <summary>Pages that were locked in memory. In Linux: <c>unevictable_pgs_mlocked</c>.</summary>
    UnevictablePgMlocked,

    /// <summary>Pages that were unlocked. In Linux: <c>unevictable_pgs_munlocked</c>.</summary>
    UnevictablePgMunlocked,

    /// <summary>Pages that were unlocked while somebody else had taken them off their list. In Linux: <c>unevictable_pgs_stranded</c>.</summary>
    UnevictablePgStranded,

    /// <summary>Pages that were locked in memory until they were freed. In Linux: <c>unevictable_pgs_cleared</c>.</summary>
    UnevictablePgCleared,

    /// <summary>Pages moved to where nothing is reclaimed. In Linux: <c>unevictable_pgs_culled</c>.</summary>
    UnevictablePgCulled,

    /// <summary>Pages that came back from there. In Linux: <c>unevictable_pgs_rescued</c>.</summary>
    UnevictablePgRescued,

    /// <summary>Gathers that flushed before they were finished. In Linux: <c>tlb_flush_mmu</c> for want of room.</summary>
    GatherFlushes,

    /// <summary>Faults handled with nothing but the mapping's lock. In Linux: <c>vma_lock_success</c>.</summary>
    VmaLockSuccess,

    /// <summary>Faults for which the mapping could not be locked. In Linux: <c>vma_lock_abort</c>.</summary>
    VmaLockAbort,

    /// <summary>Faults begun with the mapping's lock that needed the address space's. In Linux: <c>vma_lock_retry</c>.</summary>
    VmaLockRetry,

    /// <summary>Mappings that were gone when they were locked. In Linux: <c>vma_lock_miss</c>.</summary>
    VmaLockMiss,
}
