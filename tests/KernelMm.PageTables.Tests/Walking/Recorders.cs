using KernelMm.PageTables.Tests.Tables;

namespace KernelMm.PageTables.Tests.Walking;

/// <summary>Looks at each callback whether the right things are held, and whether the slot is the entry's.</summary>
internal sealed class HeldChecker(int pageShift, Ledger ledger, TableMemory memory, int entryBits) : EventRecorder(pageShift)
{
    public override int Entry(PageTableLevel level, PhysicalAddress slot, ulong entry, ulong address, ulong next, ref PageWalkAction action)
    {
        Assert.Equal(memory.Read(slot, entryBits), entry);
        return base.Entry(level, slot, entry, address, next, ref action);
    }

    public override int Pte(PhysicalAddress slot, ulong entry, ulong address)
    {
        Assert.Equal(memory.Read(slot, entryBits), entry);
        return base.Pte(slot, entry, address);
    }

    protected override int Add(Event callback)
    {
        int held = callback.What == "pte" ? 1 : 0;
        Assert.Equal((held, held), (ledger.LocksHeld, ledger.RcuDepth));
        return base.Add(callback);
    }
}

/// <summary>Counts the runs.</summary>
internal sealed class RunCounter(int pageShift) : EventRecorder(pageShift)
{
    public int Runs { get; private set; }

    public override int Run(PhysicalAddress slot, ulong[] entries, ulong address)
    {
        Assert.NotEmpty(entries);
        Runs++;
        return base.Run(slot, entries, address);
    }
}

/// <summary>Answers differently at the callback with a number, counted from 1.</summary>
internal sealed class LimitedRecorder(int pageShift, int limit, Func<int> atLimit) : EventRecorder(pageShift)
{
    protected override int Add(Event callback)
    {
        base.Add(callback);
        return Events.Count == limit ? atLimit() : 0;
    }
}
