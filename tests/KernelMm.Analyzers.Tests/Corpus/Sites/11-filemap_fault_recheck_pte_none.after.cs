// 11. filemap_fault_recheck_pte_none, mm/filemap.c: younger than the series; looks, takes the lock, and looks again; nothing is written.
internal static class FilemapFaultRecheckPteNone
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static FaultResult Recheck(ref VmFault vmf)
    {
        var (mm, ret) = (vmf.Mm, FaultResult.None);
        var ptep = PteOffsetMapRoNoLock(mm, vmf.Pmd, vmf.Address, out vmf.Ptl);
        if (!ptep)
        {
            return FaultResult.NoPage;
        }

        if (!PtepGetLockless(mm, ptep).None)
        {
            ret = FaultResult.NoPage;
        }
        else
        {
            mm.SpinLock(vmf.Ptl);
            if (!PtepGet(mm, ptep).None)
            {
                ret = FaultResult.NoPage;
            }

            mm.SpinUnlock(vmf.Ptl);
        }

        PteUnmap(mm, ptep);
        return ret;
    }
}
