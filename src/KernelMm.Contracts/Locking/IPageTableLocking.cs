namespace KernelMm.Contracts;

/// <summary>
/// The lock-and-RCU seam: the few operations on which a mapping that may fail rests. Implement it in a
/// <see langword="struct"/>; <see cref="NoLocking"/> is the one for memory that nobody else can change.
/// </summary>
public unsafe interface IPageTableLocking
{
    /// <summary>Enters a read-side RCU section; sections nest. In Linux: <c>rcu_read_lock</c>.</summary>
    [Acquires(HeldResource.Rcu)]
    void RcuReadLock();

    /// <summary>Leaves the innermost read-side RCU section. In Linux: <c>rcu_read_unlock</c>.</summary>
    [Releases(HeldResource.Rcu)]
    void RcuReadUnlock();

    /// <summary>The lock of the page table that lies at <paramref name="table"/>, not taken. In Linux: <c>ptlock_ptr</c>.</summary>
    /// <param name="table">Physical address of a page table, as the snapshot of its slot says it.</param>
    SpinlockPtr PtlockPtr(PhysicalAddress table);

    /// <summary>The lock of the table of pmd slots in which <paramref name="slot"/> lies, not taken. In Linux: <c>pmd_lockptr</c>.</summary>
    [return: NamesLock(HeldResource.PmdLock)]
    SpinlockPtr PmdLockPtr(void* slot);

    /// <summary>Takes a lock, waiting for it without sleeping. In Linux: <c>spin_lock</c>.</summary>
    void SpinLock([Locks] SpinlockPtr spinlock);

    /// <summary>Takes a second lock of a class of which one is held. In Linux: <c>spin_lock_nested</c> with <c>SINGLE_DEPTH_NESTING</c>.</summary>
    void SpinLockNested([Locks] SpinlockPtr spinlock);

    /// <summary>Takes a lock if nobody holds it. In Linux: <c>spin_trylock</c>.</summary>
    /// <returns>Whether the lock is now held.</returns>
    bool SpinTrylock([Locks] SpinlockPtr spinlock);

    /// <summary>Gives back a lock that this thread holds. In Linux: <c>spin_unlock</c>.</summary>
    void SpinUnlock([Unlocks] SpinlockPtr spinlock);

    /// <summary>
    /// Shuts out this CPU's interrupts, and with them the table-freeing IPI, so that both halves of an entry that cannot be read
    /// whole belong together. In Linux: <c>pmdp_get_lockless_start</c>.
    /// </summary>
    /// <returns>What <see cref="LocalIrqRestore"/> wants back.</returns>
    [Acquires(HeldResource.InterruptsOff)]
    nuint LocalIrqSave();

    /// <summary>Ends what <see cref="LocalIrqSave"/> began. In Linux: <c>pmdp_get_lockless_end</c>.</summary>
    [Releases(HeldResource.InterruptsOff)]
    void LocalIrqRestore(nuint flags);

    /// <summary>Says that the caller may sleep here; a seam that tracks contexts reports it where sleeping is forbidden. In Linux: <c>might_sleep</c>.</summary>
    [MaySleep]
    void MightSleep();

    /// <summary>Reports an entry that no state explains; the caller clears it afterwards. In Linux: <c>pmd_ERROR</c> and its siblings.</summary>
    /// <param name="level">The level the entry was found at.</param>
    /// <param name="entry">The entry's raw value.</param>
    void BadEntry(PageTableLevel level, ulong entry);

    /// <summary>
    /// Whether this seam lets maps fail that could succeed, as they may, so that it is seen what callers do then. Where it is false,
    /// as it is unless said otherwise, nothing of it is left in the compiled code.
    /// </summary>
    static virtual bool FailsMaps => false;

    /// <summary>Whether the map of a slot that holds a table fails all the same; asked only where <see cref="FailsMaps"/> is true.</summary>
    /// <param name="slot">The pmd slot, or a private copy of one.</param>
    bool MapFails(void* slot) => false;
}
