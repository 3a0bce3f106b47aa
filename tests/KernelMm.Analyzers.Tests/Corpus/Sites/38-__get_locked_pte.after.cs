// 38. __get_locked_pte, mm/memory.c: leaves the entry mapped and locked for its caller; null is out of memory or no table. The form is older than
// the series, which did not touch it.
internal static class GetLockedPte
{
    [MaySleep]
    [NeedsHeld(HeldResource.MmapLock)]
    [return: MayFail, ReturnsMapped]
    internal static PtePtr Get(Mm mm, VirtualAddress addr, [MappingLock(Held = true)] out SpinlockPtr ptl)
    {
        var pmd = PmdOffsetOf(mm, addr);
        if (pmd.IsNull)
        {
            ptl = default;
            return PtePtr.Null;
        }

        return PteAllocMapLock(mm, pmd, addr, out ptl);
    }

    [NeedsHeld(HeldResource.MmapLock)]
    internal static int InsertPage(Vma vma, VirtualAddress addr, Folio page)
    {
        var (mm, retval) = (vma.Mm, -Errno.NoMemory);
        var pte = Get(mm, addr, out var ptl);
        if (!pte)
        {
            goto out_;
        }

        retval = -Errno.Busy;
        if (PtepGet(mm, pte).None)
        {
            SetPte(mm, pte, new Pte(page.Pfn.Value));
            retval = 0;
        }

        PteUnmapUnlock(mm, pte, ptl);
    out_:
        return retval;
    }
}
