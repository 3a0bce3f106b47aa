// 84. walk_pte_range, mm/vmscan.c (multi-generation LRU): only what can be had at once; where the lock is taken the mapping is released again.
internal static class MglruWalkPteRange
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static bool Walk(Vma vma, PmdPtr pmd, VirtualAddress start, VirtualAddress end, Tally tally)
    {
        var mm = vma.Mm;
        var ptl = PteLockptr(mm, pmd); // KMM0015
        if (!mm.SpinTrylock(ptl))
        {
            return false;
        }

        var pte = PteOffsetMap(mm, pmd, start);
        ArchEnterLazyMmuMode();
        var (i, young) = (0, 0);
        for (var addr = start; addr != end; i++, addr += PageSize)
        {
            var ptent = PtepGet(mm, pte + i); // KMM0001
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
        PteUnmapUnlock(mm, pte, ptl); // KMM0001
        tally.Young += young;
        return young > 0;
    }
}
