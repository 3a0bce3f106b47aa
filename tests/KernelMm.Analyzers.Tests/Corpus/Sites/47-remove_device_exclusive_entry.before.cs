// 47. remove_device_exclusive_entry, mm/memory.c: the folio locked and referenced, a notifier range open; with no table nothing is restored.
internal static class RemoveDeviceExclusiveEntry
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static FaultResult Remove(ref VmFault vmf, Folio folio)
    {
        var (mm, vma) = (vmf.Mm, vmf.Vma);
        if (!FolioTryGet(folio))
        {
            return FaultResult.None;
        }

        FolioLock(folio);
        MmuNotifierInvalidateRangeStart(mm, vmf.Address, vmf.Address + PageSize);
        vmf.Pte = PteOffsetMapLock(mm, vmf.Pmd, vmf.Address, out vmf.Ptl);
        if (PteSame(PtepGet(mm, vmf.Pte), vmf.OrigPte)) // KMM0001
        {
            SetPte(mm, vmf.Pte, new Pte(folio.Pfn.Value));
            AddRmap(folio, vma, vmf.Address);
        }

        PteUnmapUnlock(mm, vmf.Pte, vmf.Ptl);
        FolioUnlock(folio);
        FolioPut(folio);
        MmuNotifierInvalidateRangeEnd(mm, vmf.Address, vmf.Address + PageSize);
        return FaultResult.None;
    }
}
