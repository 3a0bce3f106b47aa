// 22. collapse_pte_mapped_thp, mm/khugepaged.c, first pass: mmap_lock for reading and the folio's lock; every entry must be none or the right page.
internal static class CollapsePteMappedThpCheck
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static ScanResult Check(Mm mm, Vma vma, VirtualAddress haddr, PmdPtr pmd, Folio folio)
    {
        var (result, mapped) = (ScanResult.Fail, 0);
        FolioLock(folio);
        if (PmdpGetLockless(mm, pmd).Bad)
        {
            goto drop_folio;
        }

        PtePtr startPte, pte;
        startPte = PteOffsetMapLock(mm, pmd, haddr, out var ptl);
        var addr = haddr;
        pte = startPte;
        for (var i = 0; i < PtrsPerPte; i++, addr += PageSize, pte++)
        {
            var ptent = PtepGet(mm, pte); // KMM0001
            if (ptent.None)
            {
                continue;
            }

            if (!ptent.Present)
            {
                result = ScanResult.PteNonPresent;
                goto abort;
            }

            if (VmNormalFolio(vma, addr, ptent) != folio)
            {
                goto abort;
            }

            mapped++;
        }

        PteUnmapUnlock(mm, startPte, ptl); // KMM0001
        result = mapped > 0 ? ScanResult.Succeed : ScanResult.PmdNull;
        goto drop_folio;
    abort:
        PteUnmapUnlock(mm, startPte, ptl);
    drop_folio:
        FolioUnlock(folio);
        return result;
    }
}
