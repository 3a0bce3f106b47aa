using KernelMm.Physical;

namespace KernelMm.Pgalloc;

/// <summary>Single tables: allocated before they are put in place, and freed after they were taken out.</summary>
public static class TableFreeing
{
    /// <summary>An empty page table, or null where no memory is left. In Linux: <c>pte_alloc_one</c>.</summary>
    /// <param name="mm">Whose it will be.</param>
    /// <param name="gfp">How to allocate.</param>
    [MaySleep]
    public static PhysicalAddress? PteAllocOne(Mm mm, Gfp gfp = Gfp.Kernel) => TableAllocOne(mm, PageTableLevel.Pte, gfp);

    /// <summary>An empty table of some level, or null where no memory is left. In Linux: <c>pmd_alloc_one</c> and its siblings.</summary>
    /// <param name="mm">Whose it will be.</param>
    /// <param name="level">What slots it has.</param>
    /// <param name="gfp">How to allocate.</param>
    [MaySleep]
    public static PhysicalAddress? TableAllocOne(Mm mm, PageTableLevel level, Gfp gfp = Gfp.Kernel) =>
        mm.Machine.Tables.Alloc(level, mm.Id, gfp);

    /// <summary>Frees a table at once: no slot points to it, and nobody looks at it any more. In Linux: <c>pte_free</c> and its siblings.</summary>
    [FreesTable]
    public static void TableFree(Mm mm, PhysicalAddress table) => mm.Machine.Tables.Free(mm.Machine.Tables.Of(table));

    /// <summary>
    /// Frees a page table after a grace period. No slot points to it and its TLB entries are flushed; it is empty, as late readers
    /// may look at it. Never sleeps. In Linux: <c>pte_free_defer</c>.
    /// </summary>
    [DetachStep(DetachStep.FreeByRcu)]
    public static void PteFreeDefer(Mm mm, PhysicalAddress table)
    {
        Machine machine = mm.Machine;
        Frame frame = machine.Tables.Of(table);
        machine.Tables.Detach(frame);
        machine.Rcu.CallRcuForFrame(FreeNow, frame);
    }

    // A method, so that a delegate for it is made only once.
    private static void FreeNow(Machine machine, Frame table)
    {
        machine.Tables.CheckIsEmpty(table);
        machine.Tables.Free(table);
    }
}
