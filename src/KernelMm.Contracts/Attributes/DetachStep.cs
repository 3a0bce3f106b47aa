namespace KernelMm.Contracts;

/// <summary>The steps that a page table is owed after it was taken out of its slot, in their order.</summary>
public enum DetachStep
{
    /// <summary>No CPU may still translate through the table.</summary>
    FlushTlb,

    /// <summary>Readers of two-word slots have finished. In Linux: <c>pmdp_get_lockless_sync</c>.</summary>
    Synchronize,

    /// <summary>The address space's counter of page tables goes down. In Linux: <c>mm_dec_nr_ptes</c>.</summary>
    Uncount,

    /// <summary>The table is freed after a grace period. In Linux: <c>pte_free_defer</c>.</summary>
    FreeByRcu,
}
