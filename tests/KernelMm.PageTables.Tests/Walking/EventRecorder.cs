namespace KernelMm.PageTables.Tests.Walking;

/// <summary>Writes down every callback; runs are taken apart into entries, so that both forms read the same.</summary>
internal class EventRecorder(int pageShift) : WalkCallbacks
{
    /// <summary>Whether to look below an entry.</summary>
    public Func<PageTableLevel, ulong, bool> Descends { get; init; } = (_, _) => true;

    public List<Event> Events { get; } = [];

    public override int Entry(PageTableLevel level, PhysicalAddress slot, ulong entry, ulong address, ulong next, ref PageWalkAction action)
    {
        Assert.Equal(PageWalkAction.Subtree, action);
        if (!Descends(level, entry))
        {
            action = PageWalkAction.Continue;
        }

        return Add(new Event("entry", level, address, next, entry));
    }

    public override int Pte(PhysicalAddress slot, ulong entry, ulong address) =>
        Add(new Event("pte", PageTableLevel.Pte, address, unchecked(address + (1UL << pageShift)), entry));

    public override int Run(PhysicalAddress slot, ulong[] entries, ulong address)
    {
        int error = 0;
        for (int index = 0; index < entries.Length && error == 0; index++)
        {
            error = Pte(slot, entries[index], address + ((ulong)index << pageShift));
        }

        return error;
    }

    public override int Hole(ulong address, ulong next, PageTableLevel depth) => Add(new Event("hole", depth, address, next, 0));

    public override int Missing(PhysicalAddress table, ulong address, ulong next) => Add(new Event("missing", PageTableLevel.Pte, address, next, table.Value));

    /// <summary>Called for each; the answer is the callback's.</summary>
    protected virtual int Add(Event callback)
    {
        Events.Add(callback);
        return 0;
    }
}
