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

    // In Linux: __pte_alloc, with pmd_install in it.
    private static bool PteAllocCore(Mm mm, PmdPtr pmd)
    {
        if (TableFreeing.PteAllocOne(mm) is not { } table)
        {
            return true;
        }

        SpinlockPtr pml = mm.PmdLockPtr(pmd.Slot);
        mm.SpinLock(pml);
        bool isTaken = !PmdpGet(mm, pmd).None;
        if (!isTaken)
        {
            PmdPopulate(mm, pmd, table);
        }

        mm.SpinUnlock(pml);
        if (isTaken)
        {
            TableFreeing.TableFree(mm, table);
        }

        return false;
    }
}
