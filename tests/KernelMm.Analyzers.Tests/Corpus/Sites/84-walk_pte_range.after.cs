// 84. walk_pte_range, mm/vmscan.c (multi-generation LRU): only what can be had at once; where the lock is taken the mapping is released again.
internal static class MglruWalkPteRange
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static bool Walk(Vma vma, PmdPtr pmd, VirtualAddress start, VirtualAddress end, Tally tally)
    {
        var mm = vma.Mm;
        var pte = PteOffsetMapRwNoLock(mm, pmd, start, out var pmdval, out var ptl);
        if (!pte)
        {
            return false;
        }

        if (!mm.SpinTrylock(ptl))
        {
            PteUnmap(mm, pte);
            return false;
        }

        if (!PmdSame(pmdval, PmdpGetLockless(mm, pmd)))
        {
            PteUnmapUnlock(mm, pte, ptl);
            return false;
        }

        ArchEnterLazyMmuMode();
        var (i, young) = (0, 0);
        for (var addr = start; addr != end; i++, addr += PageSize)
        {
            var ptent = PtepGet(mm, pte + i);
            if (!ptent.Present || !ptent.Young)
            {
                continue;
            }

            if (VmNormalFolio(vma, addr, ptent) is not { } folio)
            {
                continue;
            }

            PtepTestAndClearYoung(mm, pte + i);
            folio.Young = true;
            young++;
        }

        ArchLeaveLazyMmuMode();
        PteUnmapUnlock(mm, pte, ptl);
        tally.Young += young;
        return young > 0;
    }
}
