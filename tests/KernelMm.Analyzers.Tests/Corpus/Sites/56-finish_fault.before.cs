// 56. finish_fault, mm/memory.c: the page is locked by the caller; the slot is filled where it is empty, and null refaults.
internal static class FinishFault
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static FaultResult Finish(ref VmFault vmf, Folio folio)
    {
        var (mm, vma, ret) = (vmf.Mm, vmf.Vma, FaultResult.None);
        if (PmdpGetLockless(mm, vmf.Pmd).None)
        {
            if (vmf.PreallocPte is not null)
            {
                PmdInstall(mm, vmf.Pmd, ref vmf.PreallocPte);
            }
            else if (PteAlloc(mm, vmf.Pmd))
            {
                return FaultResult.Oom;
            }
        }

        if (PmdDevmapTransUnstable(mm, vmf.Pmd)) // KMM0021
        {
            return FaultResult.NoPage;
        }

        vmf.Pte = PteOffsetMapLock(mm, vmf.Pmd, vmf.Address, out vmf.Ptl);
        if (PtepGet(mm, vmf.Pte).None) // KMM0019
        {
            AddRmap(folio, vma, vmf.Address);
            SetPte(mm, vmf.Pte, new Pte(folio.Pfn.Value));
        }
        else
        {
            UpdateMmuTlb(vma, vmf.Address, vmf.Pte);
            ret = FaultResult.NoPage;
        }

        PteUnmapUnlock(mm, vmf.Pte, vmf.Ptl);
        return ret;
    }
}
