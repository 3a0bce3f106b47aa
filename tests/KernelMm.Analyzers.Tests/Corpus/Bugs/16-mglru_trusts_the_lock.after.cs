// 16. M14. The multi-generation LRU cleared young bits in a table that might have left its slot (6.13).
internal static class MglruUnvalidated
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int Walk(Mm mm, PmdPtr pmd, VirtualAddress start, VirtualAddress end)
    {
        var pte = PteOffsetMapRwNoLock(mm, pmd, start, out var pmdval, out var ptl);
        if (!pte)
        {
            return 0;
        }

        if (!mm.SpinTrylock(ptl))
        {
            PteUnmap(mm, pte);
            return 0;
        }

        if (!PmdSame(pmdval, PmdpGetLockless(mm, pmd)))
        {
            PteUnmapUnlock(mm, pte, ptl);
            return 0;
        }

        var (i, young) = (0, 0);
        for (var addr = start; addr != end; i++, addr += PageSize)
        {
            if (PtepGet(mm, pte + i).Young && PtepTestAndClearYoung(mm, pte + i))
            {
                young++;
            }
        }

        PteUnmapUnlock(mm, pte, ptl);
        return young;
    }
}
