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
        startPte = PteOffsetMapRwNoLock(mm, pmd, haddr, out var pgtPmd, out var ptl);
        if (!startPte)
        {
            goto abort;
        }

        mm.SpinLock(ptl);
        if (!PmdSame(pgtPmd, PmdpGetLockless(mm, pmd)))
        {
            goto abort_unlock;
        }

        var addr = haddr;
        pte = startPte;
        for (var i = 0; i < PtrsPerPte; i++, addr += PageSize, pte++)
        {
            var ptent = PtepGet(mm, pte);
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

        PteUnmap(mm, startPte);
        mm.SpinUnlock(ptl);
        MmuNotifierInvalidateRangeEnd(mm, haddr, haddr + PmdSize);
        AddRss(mm, -removed);
        return ScanResult.Succeed;

    abort_unlock:
        FlushTlbMm(mm);
        PteUnmapUnlock(mm, startPte, ptl);
    abort:
        MmuNotifierInvalidateRangeEnd(mm, haddr, haddr + PmdSize);
        AddRss(mm, -removed);
        return result;
    }
}
