using System.Runtime.CompilerServices;
using KernelMm.Locking;

namespace KernelMm;

/// <summary>
/// An address space: a machine and the top of a page table. A value handle, and at the same time the seams through which the
/// generated code reaches memory, locks and RCU. In Linux: <c>struct mm_struct *</c>.
/// </summary>
public readonly unsafe struct Mm : IPageTableMemory, IPageTableLocking
{
    private readonly Machine _machine;
    private readonly LinearMemory _memory;

    internal Mm(Machine machine, PhysicalAddress root)
    {
        _machine = machine;
        _memory = machine.Arena.Memory;
        Root = root;
    }

    /// <summary>An address space with an empty top table, or null where no memory is left. In Linux: <c>mm_alloc</c>.</summary>
    public static Mm? Alloc(Machine machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        return machine.Arena.GetZeroedPage() is { } root ? new Mm(machine, root) : null;
    }

    /// <summary>The machine that the address space lives on.</summary>
    public Machine Machine => _machine;

    /// <summary>The top table's physical address.</summary>
    public PhysicalAddress Root { get; }

    /// <summary>The top table's first slot. In Linux: <c>mm->pgd</c>.</summary>
    public PgdPtr Pgd => PgdRoot(this, Root);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void* TableAt(PhysicalAddress table, ByteCount size) => _memory.TableAt(table, size);

    /// <inheritdoc/>
    public PhysicalAddress AddressOf(void* slot) => _memory.AddressOf(slot);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong ReadOnce(ulong* slot) => NativeEntries.ReadOnce(slot);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint ReadOnce(uint* slot) => NativeEntries.ReadOnce(slot);

    /// <inheritdoc/>
    public void WriteOnce(ulong* slot, ulong value) => NativeEntries.WriteOnce(slot, value);

    /// <inheritdoc/>
    public void WriteOnce(uint* slot, uint value) => NativeEntries.WriteOnce(slot, value);

    /// <inheritdoc/>
    public ulong Exchange(ulong* slot, ulong value) => NativeEntries.Exchange(slot, value);

    /// <inheritdoc/>
    public uint Exchange(uint* slot, uint value) => NativeEntries.Exchange(slot, value);

    /// <inheritdoc/>
    public ulong CompareExchange(ulong* slot, ulong value, ulong comparand) => NativeEntries.CompareExchange(slot, value, comparand);

    /// <inheritdoc/>
    public uint CompareExchange(uint* slot, uint value, uint comparand) => NativeEntries.CompareExchange(slot, value, comparand);

    /// <inheritdoc/>
    public ulong AndNot(ulong* slot, ulong bits) => NativeEntries.AndNot(slot, bits);

    /// <inheritdoc/>
    public uint AndNot(uint* slot, uint bits) => NativeEntries.AndNot(slot, bits);

    /// <inheritdoc/>
    public uint ReadHalf(ulong* slot, EntryHalf half) => NativeEntries.ReadHalf(slot, half);

    /// <inheritdoc/>
    public void WriteHalf(ulong* slot, EntryHalf half, uint value) => NativeEntries.WriteHalf(slot, half, value);

    /// <inheritdoc/>
    public void RcuReadLock() => _machine.Readers.Enter();

    /// <inheritdoc/>
    public void RcuReadUnlock() => _machine.Readers.Leave();

    /// <inheritdoc/>
    public SpinlockPtr PtlockPtr(PhysicalAddress table) => _machine.Ptlocks.Of(table);

    /// <inheritdoc/>
    public SpinlockPtr PmdLockPtr(void* slot) => _machine.Ptlocks.Of(AddressOf(slot));

    /// <inheritdoc/>
    public void SpinLock(SpinlockPtr spinlock) => _machine.Spinlocks.Lock(spinlock);

    /// <inheritdoc/>
    public void SpinLockNested(SpinlockPtr spinlock) => _machine.Spinlocks.Lock(spinlock);

    /// <inheritdoc/>
    public bool SpinTrylock(SpinlockPtr spinlock) => _machine.Spinlocks.TryLock(spinlock);

    /// <inheritdoc/>
    public void SpinUnlock(SpinlockPtr spinlock) => _machine.Spinlocks.Unlock(spinlock);

    /// <inheritdoc/>
    public nuint LocalIrqSave()
    {
        TaskState current = _machine.Tasks.Current;
        bool wereOff = current.InterruptsOff;
        current.InterruptsOff = true;
        return wereOff ? 1u : 0u;
    }

    /// <inheritdoc/>
    public void LocalIrqRestore(nuint flags) => _machine.Tasks.Current.InterruptsOff = flags != 0;

    /// <inheritdoc/>
    public void MightSleep()
    {
        TaskState current = _machine.Tasks.Current;
        if (current.RcuDepth != 0 || current.SpinlocksHeld != 0 || current.InterruptsOff)
        {
            throw new Oops(
                $"Task {current.Id} may sleep here, but must not: it is in {current.RcuDepth} RCU sections, holds {current.SpinlocksHeld} spinlocks, and its interrupts are {(current.InterruptsOff ? "off" : "on")}.");
        }
    }

    /// <inheritdoc/>
    public void BadEntry(PageTableLevel level, ulong entry) => _machine.ReportBadEntry(level, entry);
}
