// The corpus stands on the true generated types of x64 and on these few declarations of kernel functions with their contracts.
// Compiled once; the corpus sees it as metadata.
using KernelMm.Contracts;

namespace KernelMm.Corpus;

/// <summary>An address space: the memory and the locks of the generated family.</summary>
public abstract unsafe class Mm : IPageTableMemory, IPageTableLocking
{
    public abstract void* TableAt(PhysicalAddress table, ByteCount size);

    public abstract PhysicalAddress AddressOf(void* slot);

    public abstract ulong ReadOnce(ulong* slot);

    public abstract uint ReadOnce(uint* slot);

    public abstract void WriteOnce(ulong* slot, ulong value);

    public abstract void WriteOnce(uint* slot, uint value);

    public abstract ulong Exchange(ulong* slot, ulong value);

    public abstract uint Exchange(uint* slot, uint value);

    public abstract ulong CompareExchange(ulong* slot, ulong value, ulong comparand);

    public abstract uint CompareExchange(uint* slot, uint value, uint comparand);

    public abstract ulong AndNot(ulong* slot, ulong bits);

    public abstract uint AndNot(uint* slot, uint bits);

    public abstract uint ReadHalf(ulong* slot, EntryHalf half);

    public abstract void WriteHalf(ulong* slot, EntryHalf half, uint value);

    public abstract void RcuReadLock();

    public abstract void RcuReadUnlock();

    public abstract SpinlockPtr PtlockPtr(PhysicalAddress table);

    public abstract SpinlockPtr PmdLockPtr(void* slot);

    public abstract void SpinLock(SpinlockPtr spinlock);

    public abstract void SpinLockNested(SpinlockPtr spinlock);

    public abstract bool SpinTrylock(SpinlockPtr spinlock);

    public abstract void SpinUnlock(SpinlockPtr spinlock);

    public abstract nuint LocalIrqSave();

    public abstract void LocalIrqRestore(nuint flags);

    public abstract void MightSleep();

    public abstract void BadEntry(PageTableLevel level, ulong entry);
}
