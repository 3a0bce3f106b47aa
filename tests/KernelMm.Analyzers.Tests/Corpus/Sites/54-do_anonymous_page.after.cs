// 54. do_anonymous_page, mm/memory.c, the zero page: the allocation just before proves nothing; null leaves by the guarded exit.
internal static class DoAnonymousPageZero
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static FaultResult Fault(ref VmFault vmf, Pfn zeroPfn, Pgprot prot)
    {
        var (mm, vma, ret) = (vmf.Mm, vmf.Vma, FaultResult.None);
        if (vma.IsShared)
        {
            return FaultResult.Sigbus;
        }

        if (PteAlloc(mm, vmf.Pmd))
        {
            return FaultResult.Oom;
        }

        var entry = PfnPte(zeroPfn, prot).MkSpecial();
        vmf.Pte = PteOffsetMapLock(mm, vmf.Pmd, vmf.Address, out vmf.Ptl);
        if (!vmf.Pte)
        {
            goto unlock;
        }

        if (!PtepGet(mm, vmf.Pte).None)
        {
            UpdateMmuTlb(vma, vmf.Address, vmf.Pte);
            goto unlock;
        }

        if (vma.HasUffdWp)
        {
            PteUnmapUnlock(mm, vmf.Pte, vmf.Ptl);
            return HandleUserfault(ref vmf);
        }

        SetPte(mm, vmf.Pte, entry);
        UpdateMmuCache(vma, vmf.Address, vmf.Pte);
    unlock:
        if (vmf.Pte)
        {
            PteUnmapUnlock(mm, vmf.Pte, vmf.Ptl);
        }

        return ret;
    }
}
