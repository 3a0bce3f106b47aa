using System.Runtime.CompilerServices;
using KernelMm.Locking;
using KernelMm.Rcu;
using KernelMm.Scheduling;

namespace KernelMm;

/// <summary>
/// An address space: a machine and the top of a page table. A value handle, and at the same time the seams through which the
/// generated code reaches memory, locks and RCU. In Linux: <c>struct mm_struct *</c>.
/// </summary>
public readonly unsafe partial struct Mm : IPageTableMemory, IPageTableLocking
{
    private readonly MmStruct _mm;

    internal Mm(MmStruct mm) => _mm = mm;

    /// <summary>An address space with an empty top table, or null where no memory is left. In Linux: <c>mm_alloc</c>.</summary>
    /// <param name="machine">Where it lives.</param>
    /// <param name="limits">What it may have; null for Linux's defaults.</param>
    [MaySleep]
    public static Mm? Alloc(Machine machine, MmLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(machine);
        int id = machine.NextMmId();
        return machine.Tables.Alloc(PageTableLevel.Pgd, id, Physical.Gfp.Kernel) is { } root
            ? new Mm(new MmStruct(machine, id, root, limits ?? new MmLimits()))
            : null;
    }

    /// <summary>The machine that the address space lives on.</summary>
    public Machine Machine => _mm.Machine;

    /// <summary>Its number: from 1, in the order of their making.</summary>
    public int Id => _mm.Id;

    /// <summary>The top table's physical address.</summary>
    public PhysicalAddress Root => _mm.Root;

    /// <summary>The top table's first slot. In Linux: <c>mm->pgd</c>.</summary>
    public PgdPtr Pgd => PgdRoot(this, Root);

    /// <summary>The lock of the address space's shape. In Linux: <c>mm->mmap_lock</c>.</summary>
    public MmapLock MmapLock => _mm.MmapLock;

    internal MmStruct Struct => _mm;

    /// <summary>One table more, or less. In Linux: <c>mm_inc_nr_ptes</c> and its siblings.</summary>
    internal void CountTable(int tables) => Locking.Atomic.Add(ref _mm.PgtablesBytes, unchecked((ulong)((long)tables << PageShift)));

    /// <summary>The lock of the top table's slots, and of what else is the address space's. In Linux: <c>page_table_lock</c>.</summary>
    internal SpinlockPtr PageTableLock => PtlockPtr(Root);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void RcuReadLock() => RcuReaders.Enter(_mm.Tasks);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void RcuReadUnlock() => RcuReaders.Leave(_mm.Tasks);

    /// <inheritdoc/>
    public SpinlockPtr PtlockPtr(PhysicalAddress table) => _mm.Machine.SpinlockTable.OfTable(table);

    /// <inheritdoc/>
    public SpinlockPtr PmdLockPtr(void* slot) => _mm.Machine.SpinlockTable.OfTable(AddressOf(slot));

    /// <inheritdoc/>
    public void SpinLock(SpinlockPtr spinlock) => _mm.Machine.Spinlocks.Lock(spinlock);

    /// <inheritdoc/>
    public void SpinLockNested(SpinlockPtr spinlock) => _mm.Machine.Spinlocks.Lock(spinlock, nesting: 1);

    /// <inheritdoc/>
    public bool SpinTrylock(SpinlockPtr spinlock) => _mm.Machine.Spinlocks.TryLock(spinlock);

    /// <inheritdoc/>
    public void SpinUnlock(SpinlockPtr spinlock) => _mm.Machine.Spinlocks.Unlock(spinlock);

    /// <inheritdoc/>
    public nuint LocalIrqSave() => _mm.Machine.Interrupts.LocalIrqSave();

    /// <inheritdoc/>
    public void LocalIrqRestore(nuint flags) => _mm.Machine.Interrupts.LocalIrqRestore(flags);

    /// <inheritdoc/>
    public void MightSleep() => _mm.Machine.Tasks.Current.MightSleep();

    /// <inheritdoc/>
    public void BadEntry(PageTableLevel level, ulong entry) => _mm.Machine.ReportBadEntry(level, entry);

    /// <inheritdoc/>
    public static bool FailsMaps => Explored.IsOn;

    /// <inheritdoc/>
    public bool MapFails(void* slot) => _mm.Machine.Injections.MapFailures && CanChange(slot) && Points.Injected(ChoiceKind.MapFailure);

    // A private copy is nobody else's, and who holds the lock of a live slot keeps it as it is.
    private bool CanChange(void* slot)
    {
        Machine machine = _mm.Machine;
        return (ulong)((byte*)slot - machine.Origin) < machine.MemoryBytes && !machine.Spinlocks.IsHeld(PmdLockPtr(slot));
    }
}
