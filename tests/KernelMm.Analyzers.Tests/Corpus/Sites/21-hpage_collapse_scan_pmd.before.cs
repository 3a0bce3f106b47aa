// 21. hpage_collapse_scan_pmd, mm/khugepaged.c: mmap_lock for reading stays held; one code for every reason to leave.
internal static class HpageCollapseScanPmd
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static ScanResult Scan(Mm mm, Vma vma, VirtualAddress address, PmdPtr pmd, int maxNone)
    {
        var (result, none, referenced) = (ScanResult.Fail, 0, 0);
        if (PmdpGetLockless(mm, pmd).None)
        {
            return ScanResult.PmdNull;
        }

        PtePtr pte, start;
        start = pte = PteOffsetMapLock(mm, pmd, address, out var ptl);
        for (var at = address; pte - start < PtrsPerPte; pte++, at += PageSize)
        {
            var pteval = PtepGet(mm, pte); // KMM0001
            if (pteval.None)
            {
                if (++none <= maxNone)
                {
                    continue;
                }

                result = ScanResult.ExceedNone;
                goto out_unmap;
            }

            if (VmNormalFolio(vma, at, pteval) is not { } folio)
            {
                result = ScanResult.PteNonPresent;
                goto out_unmap;
            }

            referenced += pteval.Young || folio.Young ? 1 : 0;
        }

        result = referenced == 0 ? ScanResult.LackReferenced : ScanResult.Succeed;
    out_unmap:
        PteUnmapUnlock(mm, start, ptl); // KMM0001
        return result;
    }
}
