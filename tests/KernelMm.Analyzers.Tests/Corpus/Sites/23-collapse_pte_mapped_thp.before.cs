// 23. collapse_pte_mapped_thp, mm/khugepaged.c, second pass: a notifier range is open; the entries are cleared under the lock of the table that was
// mapped, which is compared with the slot first.
internal static class CollapsePteMappedThpClear
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static ScanResult Clear(Mm mm, Vma vma, VirtualAddress haddr, PmdPtr pmd, Folio folio)
    {
        var (result, removed) = (ScanResult.Fail, 0);
        MmuNotifierInvalidateRangeStart(mm, haddr, haddr + PmdSize);
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

            if (VmNormalFolio(vma, addr, ptent) != folio)
            {
                goto abort_unlock;
            }

            PtepGetAndClear(mm, pte);
            RemoveRmap(folio, vma);
            removed++;
        }

        PteUnmapUnlock(mm, startPte, ptl); // KMM0001
        MmuNotifierInvalidateRangeEnd(mm, haddr, haddr + PmdSize);
        AddRss(mm, -removed);
        return ScanResult.Succeed;

    abort_unlock:
        FlushTlbMm(mm);
        PteUnmapUnlock(mm, startPte, ptl);
        MmuNotifierInvalidateRangeEnd(mm, haddr, haddr + PmdSize);
        AddRss(mm, -removed);
        return result;
    }
}
