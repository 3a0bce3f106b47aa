// 58. do_numa_page, mm/memory.c: the migration failed; the entry is looked at again under a new map.
internal static class DoNumaPage
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static FaultResult Fault(ref VmFault vmf, Folio folio, int target)
    {
        var (mm, vma) = (vmf.Mm, vmf.Vma);
        if (MigrateMisplacedFolio(folio, target))
        {
            return FaultResult.None;
        }

        vmf.Pte = PteOffsetMap(mm, vmf.Pmd, vmf.Address);
        mm.SpinLock(vmf.Ptl);
        if (!PteSame(PtepGet(mm, vmf.Pte), vmf.OrigPte)) // KMM0001
        {
            PteUnmapUnlock(mm, vmf.Pte, vmf.Ptl);
            return FaultResult.None;
        }

        SetPte(mm, vmf.Pte, vmf.OrigPte.MkYoung());
        UpdateMmuCache(vma, vmf.Address, vmf.Pte);
        PteUnmapUnlock(mm, vmf.Pte, vmf.Ptl);
        return FaultResult.None;
    }
}
