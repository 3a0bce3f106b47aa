namespace KernelMm.PageTables.Tests.Walking;

/// <summary>Linear memory with locks and RCU that are written down.</summary>
internal readonly unsafe struct LedgerMm(LinearMemory memory, Ledger ledger) : IPageTableMemory, IPageTableLocking
{
    public void* TableAt(PhysicalAddress table, ByteCount size) => memory.TableAt(table, size);

    public PhysicalAddress AddressOf(void* slot) => memory.AddressOf(slot);

    public ulong ReadOnce(ulong* slot) => memory.ReadOnce(slot);

    public uint ReadOnce(uint* slot) => memory.ReadOnce(slot);

    public void WriteOnce(ulong* slot, ulong value) => memory.WriteOnce(slot, value);

    public void WriteOnce(uint* slot, uint value) => memory.WriteOnce(slot, value);

    public ulong Exchange(ulong* slot, ulong value) => memory.Exchange(slot, value);

    public uint Exchange(uint* slot, uint value) => memory.Exchange(slot, value);

    public ulong CompareExchange(ulong* slot, ulong value, ulong comparand) => memory.CompareExchange(slot, value, comparand);

    public uint CompareExchange(uint* slot, uint value, uint comparand) => memory.CompareExchange(slot, value, comparand);

    public ulong AndNot(ulong* slot, ulong bits) => memory.AndNot(slot, bits);

    public uint AndNot(uint* slot, uint bits) => memory.AndNot(slot, bits);

    public uint ReadHalf(ulong* slot, EntryHalf half)
    {
        ledger.TouchHalf("read", half);
        return memory.ReadHalf(slot, half);
    }

    public void WriteHalf(ulong* slot, EntryHalf half, uint value)
    {
        ledger.TouchHalf("write", half);
        memory.WriteHalf(slot, half, value);
    }

    public void RcuReadLock() => ledger.EnterRcu();

    public void RcuReadUnlock() => ledger.LeaveRcu();

    // A table's lock is named by the table's address, so that each has its own.
    public SpinlockPtr PtlockPtr(PhysicalAddress table) => new((nint)(table.Value | 1));

    public SpinlockPtr PmdLockPtr(void* slot) => PtlockPtr(AddressOf(slot).AlignDown(new ByteCount(4096)));

    public void SpinLock(SpinlockPtr spinlock) => ledger.Lock(spinlock);

    public void SpinLockNested(SpinlockPtr spinlock) => ledger.Lock(spinlock);

    public bool SpinTrylock(SpinlockPtr spinlock)
    {
        ledger.Lock(spinlock);
        return true;
    }

    public void SpinUnlock(SpinlockPtr spinlock) => ledger.Unlock(spinlock);

    public nuint LocalIrqSave() => ledger.DisableIrqs();

    public void LocalIrqRestore(nuint flags) => ledger.RestoreIrqs(flags);

    public void MightSleep() => Assert.Equal(0, ledger.RcuDepth);

    public void BadEntry(PageTableLevel level, ulong entry) => ledger.BadEntries.Add((level, entry));
}
