// 24. replace_page, mm/ksm.c: mmap_lock for reading, the folio locked, a notifier range open; null ends it like an entry that changed.
internal static class ReplacePage
{
    [RaceOutcome(OutcomeKind.Error)]
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int Replace(Vma vma, VirtualAddress addr, Folio page, Folio kpage, Pte origPte)
    {
        var (mm, err) = (vma.Mm, -Errno.Fault);
        var pmd = MmFindPmd(mm, addr);
        if (pmd.IsNull)
        {
            goto out_;
        }

        var pmde = PmdpGet(mm, pmd);
        if (!pmde.Present || pmde.TransHuge)
        {
            goto out_;
        }

        MmuNotifierInvalidateRangeStart(mm, addr, addr + PageSize);
        var ptep = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!PteSame(PtepGet(mm, ptep), origPte)) // KMM0001
        {
            PteUnmapUnlock(mm, ptep, ptl);
            goto out_mn;
        }

        AddRmap(kpage, vma, addr);
        PtepGetAndClear(mm, ptep);
        SetPte(mm, ptep, new Pte(kpage.Pfn.Value));
        RemoveRmap(page, vma);
        PteUnmapUnlock(mm, ptep, ptl);
        err = 0;
    out_mn:
        MmuNotifierInvalidateRangeEnd(mm, addr, addr + PageSize);
    out_:
        return err;
    }
}
