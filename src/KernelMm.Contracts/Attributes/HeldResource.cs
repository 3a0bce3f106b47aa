namespace KernelMm.Contracts;

/// <summary>
/// Names of the resources that contracts speak of. Any other string is a resource too; two contracts speak of the same one when
/// the strings are equal.
/// </summary>
public static class HeldResource
{
    /// <summary>A read-side RCU section.</summary>
    public const string Rcu = "rcu";

    /// <summary>The lock of a page table. In Linux: <c>ptl</c>.</summary>
    public const string PageTableLock = "ptl";

    /// <summary>The lock of a table of pmd slots; outside <see cref="PageTableLock"/>, and possibly the same lock. In Linux: <c>pml</c>.</summary>
    public const string PmdLock = "pml";

    /// <summary>The address space's lock, for reading or writing. In Linux: <c>mmap_lock</c>.</summary>
    public const string MmapLock = "mmap_lock";

    /// <summary>The address space's lock, for writing.</summary>
    public const string MmapWriteLock = "mmap_lock (write)";

    /// <summary>The lock of one VMA, for reading or writing. In Linux: <c>vm_lock</c>.</summary>
    public const string VmaLock = "vma_lock";

    /// <summary>A reverse-mapping lock: <c>i_mmap_rwsem</c> or the anon_vma's.</summary>
    public const string RmapLock = "rmap_lock";

    /// <summary>This CPU's interrupts are off.</summary>
    public const string InterruptsOff = "irqs off";

    /// <summary>Lazy MMU mode. In Linux: <c>arch_enter_lazy_mmu_mode</c>.</summary>
    public const string LazyMmuMode = "lazy mmu mode";

    /// <summary>A range announced to the MMU notifiers. In Linux: <c>mmu_notifier_invalidate_range_start</c>.</summary>
    public const string MmuNotifierRange = "mmu notifier range";

    /// <summary>A folio's lock.</summary>
    public const string FolioLock = "folio lock";

    /// <summary>A reference to a folio.</summary>
    public const string FolioReference = "folio reference";
}
