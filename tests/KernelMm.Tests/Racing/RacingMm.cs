namespace KernelMm.Tests.Racing;

/// <summary>What happens the first time a lock is about to be taken, and how often one was.</summary>
internal sealed class Race(Action atFirstLock)
{
    public int LocksTaken { get; private set; }

    public void BeforeLock()
    {
        if (LocksTaken++ == 0)
        {
            atFirstLock();
        }
    }
}

/// <summary>An address space through whose seam another party acts at a chosen moment.</summary>
internal readonly unsafe struct RacingMm(Mm mm, Race race) : IPageTableMemory, IPageTableLocking
{
    public Race Race { get; } = race;

    public void SpinLock(SpinlockPtr spinlock)
    {
        Race.BeforeLock();
        mm.SpinLock(spinlock);
    }

    public void* TableAt(PhysicalAddress table, ByteCount size) => mm.TableAt(table, size);

    public PhysicalAddress AddressOf(void* slot) => mm.AddressOf(slot);

    public ulong ReadOnce(ulong* slot) => mm.ReadOnce(slot);

    public uint ReadOnce(uint* slot) => mm.ReadOnce(slot);

    public void WriteOnce(ulong* slot, ulong value) => mm.WriteOnce(slot, value);

    public void WriteOnce(uint* slot, uint value) => mm.WriteOnce(slot, value);

    public ulong Exchange(ulong* slot, ulong value) => mm.Exchange(slot, value);

    public uint Exchange(uint* slot, uint value) => mm.Exchange(slot, value);

    public ulong CompareExchange(ulong* slot, ulong value, ulong comparand) => mm.CompareExchange(slot, value, comparand);

    public uint CompareExchange(uint* slot, uint value, uint comparand) => mm.CompareExchange(slot, value, comparand);

    public ulong AndNot(ulong* slot, ulong bits) => mm.AndNot(slot, bits);

    public uint AndNot(uint* slot, uint bits) => mm.AndNot(slot, bits);

    public uint ReadHalf(ulong* slot, EntryHalf half) => mm.ReadHalf(slot, half);

    public void WriteHalf(ulong* slot, EntryHalf half, uint value) => mm.WriteHalf(slot, half, value);

    public void RcuReadLock() => mm.RcuReadLock();

    public void RcuReadUnlock() => mm.RcuReadUnlock();

    public SpinlockPtr PtlockPtr(PhysicalAddress table) => mm.PtlockPtr(table);

    public SpinlockPtr PmdLockPtr(void* slot) => mm.PmdLockPtr(slot);

    public void SpinLockNested(SpinlockPtr spinlock) => mm.SpinLockNested(spinlock);

    public bool SpinTrylock(SpinlockPtr spinlock) => mm.SpinTrylock(spinlock);

    public void SpinUnlock(SpinlockPtr spinlock) => mm.SpinUnlock(spinlock);

    public nuint LocalIrqSave() => mm.LocalIrqSave();

    public void LocalIrqRestore(nuint flags) => mm.LocalIrqRestore(flags);

    public void MightSleep() => mm.MightSleep();

    public void BadEntry(PageTableLevel level, ulong entry) => mm.BadEntry(level, entry);

    public bool MapFails(void* slot) => mm.MapFails(slot);
}
