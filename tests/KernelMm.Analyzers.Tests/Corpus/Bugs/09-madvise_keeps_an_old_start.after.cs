// 9. M8. madvise_free_pte_range and its sibling mapped again after a split, and unmapped by the start of the first map ("fix potential
// pte_unmap_unlock pte error", 2022).
internal static class MadviseOldStart
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int Free(Mm mm, PmdPtr pmd, VirtualAddress addr, VirtualAddress end, Folio folio)
    {
        PtePtr origPte, pte;
        origPte = pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte)
        {
            return 0;
        }

        for (; addr != end; pte++, addr += PageSize)
        {
            if (PtepGet(mm, pte).None)
            {
                PteUnmapUnlock(mm, origPte, ptl);
                SplitFolio(folio);
                origPte = pte = PteOffsetMapLock(mm, pmd, addr, out ptl);
                if (!pte)
                {
                    return 0;
                }
            }
        }

        PteUnmapUnlock(mm, origPte, ptl);
        return 0;
    }
}
