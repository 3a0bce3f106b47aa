// 77. unuse_pte, mm/swapfile.c: the folio is locked; "not here" is 0, and the range is scanned again until the swap is empty.
internal static class UnusePte
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int Unuse(Vma vma, PmdPtr pmd, VirtualAddress addr, SwpEntry entry, Folio folio)
    {
        var (mm, ret) = (vma.Mm, 1);
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!PteSame(PtepGet(mm, pte).SwpClearSoftDirty(), SwpEntryToPte(entry))) // KMM0001
        {
            ret = 0;
            goto out_;
        }

        if (!folio.Uptodate)
        {
            PteClear(mm, pte);
            SwapFree(entry);
            goto out_;
        }

        AddRmap(folio, vma, addr);
        SetPte(mm, pte, new Pte(folio.Pfn.Value).MkOld());
        SwapFree(entry);
    out_:
        PteUnmapUnlock(mm, pte, ptl);
        return ret;
    }
}
