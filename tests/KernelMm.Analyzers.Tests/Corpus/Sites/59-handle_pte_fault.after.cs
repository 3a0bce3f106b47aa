// 59. handle_pte_fault, mm/memory.c: unlocked map; the mapping and its lock travel on in the fault; an entry that is not none is compared before
// it is written.
internal static class HandlePteFault
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static FaultResult Handle(ref VmFault vmf)
    {
        var (mm, vma) = (vmf.Mm, vmf.Vma);
        if (PmdpGetLockless(mm, vmf.Pmd).None)
        {
            vmf.Pte = PtePtr.Null;
            return DoPteMissing(ref vmf);
        }

        vmf.Pte = PteOffsetMapRwNoLock(mm, vmf.Pmd, vmf.Address, out _, out vmf.Ptl);
        if (!vmf.Pte)
        {
            return FaultResult.None;
        }

        vmf.OrigPte = PtepGetLockless(mm, vmf.Pte);
        if (vmf.OrigPte.None)
        {
            PteUnmap(mm, vmf.Pte);
            vmf.Pte = PtePtr.Null;
            return DoPteMissing(ref vmf);
        }

        if (!vmf.OrigPte.Present)
        {
            return DoSwapPage(ref vmf);
        }

        mm.SpinLock(vmf.Ptl);
        var entry = vmf.OrigPte;
        if (!PteSame(PtepGet(mm, vmf.Pte), entry))
        {
            UpdateMmuTlb(vma, vmf.Address, vmf.Pte);
            goto unlock;
        }

        if (vmf.Write && !entry.Write)
        {
            return DoWpPage(ref vmf);
        }

        SetPte(mm, vmf.Pte, entry.MkYoung());
        UpdateMmuCache(vma, vmf.Address, vmf.Pte);
    unlock:
        PteUnmapUnlock(mm, vmf.Pte, vmf.Ptl);
        return FaultResult.None;
    }
}
