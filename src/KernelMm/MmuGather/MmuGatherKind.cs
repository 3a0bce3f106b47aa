namespace KernelMm;

/// <summary>How a machine takes pages out of address spaces. In Linux: what an architecture selects.</summary>
public enum MmuGatherKind
{
    /// <summary>Pages are gathered, translations flushed on every CPU, pages freed. In Linux: SMP with <c>MMU_GATHER_RCU_TABLE_FREE</c>.</summary>
    Smp,

    /// <summary>The same with one CPU: nobody else has translations, and who holds a table's lock is not interrupted. In Linux: without SMP.</summary>
    Up,

    /// <summary>Every entry is flushed when it is cleared, and its page freed at once. In Linux: <c>MMU_GATHER_NO_GATHER</c>, s390.</summary>
    NoGather,
}
