// 4. The mapping and its lock travel in a struct; whoever receives it says so.
internal static class C
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static FaultResult DoAnonymousPage(ref VmFault vmf)
    {
        vmf.Pte = PteOffsetMapLock(vmf.Mm, vmf.Pmd, vmf.Address, out vmf.Ptl);
        if (!vmf.Pte)
        {
            return FaultResult.None;
        }

        if (!PtepGet(vmf.Mm, vmf.Pte).None)
        {
            goto release;
        }

        SetPte(vmf.Mm, vmf.Pte, vmf.OrigPte);
    release:
        PteUnmapUnlock(vmf.Mm, vmf.Pte, vmf.Ptl);
        return FaultResult.None;
    }

    [NeedsHeld(HeldResource.VmaLock)]
    internal static FaultResult HandlePteFault(ref VmFault vmf)
    {
        vmf.Pte = PteOffsetMapNoLock(vmf.Mm, vmf.Pmd, vmf.Address, out vmf.Ptl);
        if (!vmf.Pte)
        {
            return FaultResult.None;
        }

        vmf.OrigPte = PtepGet(vmf.Mm, vmf.Pte);
        if (vmf.OrigPte.None)
        {
            PteUnmap(vmf.Mm, vmf.Pte);
            vmf.Pte = PtePtr.Null;
        }

        return DoSwapPage(ref vmf);
    }

    private static FaultResult DoSwapPage(ref VmFault vmf)
    {
        if (vmf.Pte)
        {
            PteUnmap(vmf.Mm, vmf.Pte);
            vmf.Pte = PtePtr.Null;
        }

        vmf.Pte = PteOffsetMapLock(vmf.Mm, vmf.Pmd, vmf.Address, out vmf.Ptl);
        if (!vmf.Pte || !PteSame(PtepGet(vmf.Mm, vmf.Pte), vmf.OrigPte))
        {
            goto unlock;
        }

        SetPte(vmf.Mm, vmf.Pte, default);
    unlock:
        if (vmf.Pte)
        {
            PteUnmapUnlock(vmf.Mm, vmf.Pte, vmf.Ptl);
        }

        return FaultResult.None;
    }
}
