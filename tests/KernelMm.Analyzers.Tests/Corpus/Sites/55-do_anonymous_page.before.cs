// 55. do_anonymous_page, mm/memory.c, a page of one's own: between the first look at the slot and the map lie an allocation and a charge; null puts the folio.
internal static class DoAnonymousPage
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static FaultResult Fault(ref VmFault vmf)
    {
        var (mm, vma, ret) = (vmf.Mm, vmf.Vma, FaultResult.None);
        if (PmdTransUnstable(mm, vmf.Pmd)) // KMM0021
        {
            return FaultResult.None;
        }

        var folio = AllocFolio(vma, vmf.Address);
        if (folio is null)
        {
            return FaultResult.Oom;
        }

        var entry = new Pte(folio.Pfn.Value).MkWrite().MkDirty();
        vmf.Pte = PteOffsetMapLock(mm, vmf.Pmd, vmf.Address, out vmf.Ptl);
        if (!PtepGet(mm, vmf.Pte).None) // KMM0001
        {
            UpdateMmuTlb(vma, vmf.Address, vmf.Pte);
            goto release;
        }

        if (vma.HasUffdWp)
        {
            PteUnmapUnlock(mm, vmf.Pte, vmf.Ptl);
            FreeFolio(folio);
            return HandleUserfault(ref vmf);
        }

        AddRss(mm, 1);
        AddRmap(folio, vma, vmf.Address);
        SetPte(mm, vmf.Pte, entry);
        UpdateMmuCache(vma, vmf.Address, vmf.Pte);
    unlock:
        PteUnmapUnlock(mm, vmf.Pte, vmf.Ptl);
        return ret;

    release:
        FreeFolio(folio);
        goto unlock;
    }
}
