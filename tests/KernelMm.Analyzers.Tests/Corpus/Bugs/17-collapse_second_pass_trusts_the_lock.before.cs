// 17. M14. The second pass of collapse_pte_mapped_thp cleared entries under the lock of a table that it did not compare with the slot (6.13).
internal static class CollapseUnvalidated
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static ScanResult Clear(Mm mm, PmdPtr pmd, VirtualAddress haddr)
    {
        var startPte = PteOffsetMapNoLock(mm, pmd, haddr, out var ptl);
        if (!startPte)
        {
            return ScanResult.Fail;
        }

        mm.SpinLock(ptl);
        var pte = startPte;
        for (var i = 0; i < PtrsPerPte; i++, pte++)
        {
            if (!PtepGet(mm, pte).None)
            {
                PtepGetAndClear(mm, pte); // KMM0011
            }
        }

        PteUnmap(mm, startPte);
        mm.SpinUnlock(ptl);
        return ScanResult.Succeed;
    }
}
