namespace KernelMm.PageTables.Tests.Walking;

/// <summary>The callbacks of a range walk, the same for every architecture. Left as they are, they do what a walk does that overrides none.</summary>
internal abstract class WalkCallbacks
{
    public virtual int Entry(PageTableLevel level, PhysicalAddress slot, ulong entry, ulong address, ulong next, ref PageWalkAction action) => 0;

    public virtual int Pte(PhysicalAddress slot, ulong entry, ulong address) => 0;

    public virtual int Run(PhysicalAddress slot, ulong[] entries, ulong address) => 0;

    public virtual int Hole(ulong address, ulong next, PageTableLevel depth) => 0;

    public virtual int Missing(PhysicalAddress table, ulong address, ulong next) => 0;
}
