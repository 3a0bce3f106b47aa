// 45. wp_page_copy, mm/memory.c: a new page and an open notifier range; null is answered as an entry that changed: drop the copy, fault again.
internal static class WpPageCopy
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static FaultResult Copy(ref VmFault vmf, Folio oldFolio)
    {
        var (mm, vma) = (vmf.Mm, vmf.Vma);
        var newFolio = AllocFolio(vma, vmf.Address);
        if (newFolio is null)
        {
            return FaultResult.Oom;
        }

        MmuNotifierInvalidateRangeStart(mm, vmf.Address, vmf.Address + PageSize);
        vmf.Pte = PteOffsetMapLock(mm, vmf.Pmd, vmf.Address, out vmf.Ptl);
        if (!vmf.Pte.IsNull && PteSame(PtepGet(mm, vmf.Pte), vmf.OrigPte))
        {
            PtepGetAndClear(mm, vmf.Pte);
            AddRmap(newFolio, vma, vmf.Address);
            SetPte(mm, vmf.Pte, new Pte(newFolio.Pfn.Value).MkWrite());
            UpdateMmuCache(vma, vmf.Address, vmf.Pte);
            RemoveRmap(oldFolio, vma);
            newFolio = oldFolio;
            PteUnmapUnlock(mm, vmf.Pte, vmf.Ptl);
        }
        else if (vmf.Pte)
        {
            UpdateMmuTlb(vma, vmf.Address, vmf.Pte);
            PteUnmapUnlock(mm, vmf.Pte, vmf.Ptl);
        }

        MmuNotifierInvalidateRangeEnd(mm, vmf.Address, vmf.Address + PageSize);
        FreeFolio(newFolio);
        return FaultResult.None;
    }
}
