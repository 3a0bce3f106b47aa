// 9. M8. madvise_free_pte_range and its sibling mapped again after a split, and unmapped by the start of the first map ("fix potential
// pte_unmap_unlock pte error", 2022).
internal static class MadviseOldStart
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int Free(Mm mm, PmdPtr pmd, VirtualAddress addr, VirtualAddress end, Folio folio)
    {
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        var origPte = pte;
        if (!pte)
        {
            return 0;
        }

        for (; addr != end; pte++, addr += PageSize)
        {
            if (PtepGet(mm, pte).None)
            {
                PteUnmapUnlock(mm, origPte, ptl); // KMM0005
                SplitFolio(folio); // KMM0010
                pte = PteOffsetMapLock(mm, pmd, addr, out ptl); // KMM0004
                if (!pte)
                {
                    return 0;
                }
            }
        }

        PteUnmapUnlock(mm, origPte, ptl); // KMM0005
        return 0;
    }
}
