// 38. M23. collapse_pte_mapped_thp checked the entries, dropped the lock, and detached the table on the strength of that, while UFFDIO_COPY had put a
// page there (a98460494b16, 2023).
internal static class CollapseCarries
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static ScanResult Collapse(Mm mm, PmdPtr pmd, VirtualAddress haddr)
    {
        var startPte = PteOffsetMapRwNoLock(mm, pmd, haddr, out var pgtPmd, out var ptl);
        if (!startPte)
        {
            return ScanResult.Fail;
        }

        mm.SpinLock(ptl);
        if (!PmdSame(pgtPmd, PmdpGetLockless(mm, pmd)))
        {
            PteUnmapUnlock(mm, startPte, ptl);
            return ScanResult.Fail;
        }

        var empty = PtepGet(mm, startPte).None;
        mm.SpinUnlock(ptl);
        mm.SpinLock(ptl);
        if (!empty)
        {
            PtepGetAndClear(mm, startPte); // KMM0011
        }

        PteUnmapUnlock(mm, startPte, ptl);
        return ScanResult.Succeed;
    }
}
