// 52. do_swap_page, mm/memory.c, the final map: the folio is locked; null releases it and lets the CPU fault again.
internal static class DoSwapPageFinal
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static FaultResult Swap(ref VmFault vmf, Folio folio, SwpEntry entry)
    {
        var (mm, vma, ret) = (vmf.Mm, vmf.Vma, FaultResult.None);
        FolioLock(folio);
        vmf.Pte = PteOffsetMapLock(mm, vmf.Pmd, vmf.Address, out vmf.Ptl);
        if (!PteSame(PtepGet(mm, vmf.Pte), vmf.OrigPte)) // KMM0001
        {
            goto out_nomap;
        }

        if (!folio.Uptodate)
        {
            ret = FaultResult.Sigbus;
            goto out_nomap;
        }

        var pte = new Pte(folio.Pfn.Value);
        if (vmf.Write)
        {
            pte = pte.MkWrite().MkDirty();
            ret |= FaultResult.Write;
        }

        AddRmap(folio, vma, vmf.Address);
        SetPte(mm, vmf.Pte, pte);
        SwapFree(entry);
        FolioUnlock(folio);
        UpdateMmuCache(vma, vmf.Address, vmf.Pte);
        PteUnmapUnlock(mm, vmf.Pte, vmf.Ptl);
        return ret;

    out_nomap:
        PteUnmapUnlock(mm, vmf.Pte, vmf.Ptl);
        FolioUnlock(folio);
        return ret;
    }
}
