namespace KernelMm.Pgalloc;

/// <summary>Filling empty pmd slots with page tables, and mapping what is there then.</summary>
public static unsafe class PteAllocation
{
    /// <summary>
    /// Makes sure that a pmd slot is not none, by putting a page table into it where it is. Success says only that the slot was not
    /// none for an instant: it may be huge, and the map that follows may fail. In Linux: <c>pte_alloc</c>.
    /// </summary>
    /// <returns>Whether it failed, as in the kernel: true where no memory is left.</returns>
    [MaySleep]
    [PopulatesSlot]
    public static bool PteAlloc(Mm mm, [LiveSlot] PmdPtr pmd) => PmdpGetLockless(mm, pmd).None && PteAllocCore(mm, pmd);

    /// <summary>
    /// <see cref="PteAlloc"/>, then a map. In Linux: <c>pte_alloc_map</c>.
    /// </summary>
    /// <returns>The entry's slot; or null, which is either: no memory, or no table.</returns>
    [MaySleep]
    [return: MayFail, ReturnsMapped]
    public static PtePtr PteAllocMap(Mm mm, [LiveSlot] PmdPtr pmd, VirtualAddress address) =>
        PteAlloc(mm, pmd) ? PtePtr.Null : PteOffsetMap(mm, pmd, address);

    /// <summary>
    /// <see cref="PteAlloc"/>, then a map with its lock taken. In Linux: <c>pte_alloc_map_lock</c>.
    /// </summary>
    /// <returns>The entry's slot; or null, which is either: no memory, or no table.</returns>
    [MaySleep]
    [return: MayFail, ReturnsMapped]
    public static PtePtr PteAllocMapLock(Mm mm, [LiveSlot] PmdPtr pmd, VirtualAddress address, [MappingLock(Held = true)] out SpinlockPtr ptl)
    {
        if (PteAlloc(mm, pmd))
        {
            ptl = SpinlockPtr.Null;
            return PtePtr.Null;
        }

        return PteOffsetMapLock(mm, pmd, address, out ptl);
    }

    /// <summary>
    /// Puts a table, empty and known to nobody, into a slot that is none. In Linux: <c>pmd_install</c>.
    /// </summary>
    /// <returns>Whether it is in place; if not, somebody was faster and it is still the caller's.</returns>
    internal static bool PmdInstall(Mm mm, [LiveSlot] PmdPtr pmd, PhysicalAddress table)
    {
        SpinlockPtr pml = mm.PmdLockPtr(pmd.Slot);
        mm.SpinLock(pml);
        bool isFree = PmdpGet(mm, pmd).None;
        if (isFree)
        {
            mm.CountTable(+1);
            PmdPopulate(mm, pmd, table);
        }

        mm.SpinUnlock(pml);
        return isFree;
    }

    // In Linux: __pte_alloc.
    private static bool PteAllocCore(Mm mm, PmdPtr pmd)
    {
        if (TableFreeing.PteAllocOne(mm) is not { } table)
        {
            return true;
        }

        if (!PmdInstall(mm, pmd, table))
        {
            TableFreeing.TableFree(mm, table);
        }

        return false;
    }
}
