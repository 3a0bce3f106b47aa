// 57. do_fault, mm/memory.c, a VMA without a fault handler: a table that is really missing means SIGBUS; an entry that came meanwhile refaults.
internal static class DoFault
{
    [RaceOutcome(OutcomeKind.Error)]
    [NeedsHeld(HeldResource.VmaLock)]
    internal static FaultResult Fault(ref VmFault vmf, bool hasFaultHandler)
    {
        var (mm, ret) = (vmf.Mm, FaultResult.None);
        if (hasFaultHandler)
        {
            return vmf.Write ? DoSharedFault(ref vmf) : DoReadFault(ref vmf);
        }

        if (!PmdpGet(mm, vmf.Pmd).Present)
        {
            ret = FaultResult.Sigbus;
        }
        else
        {
            vmf.Pte = PteOffsetMapLock(mm, vmf.Pmd, vmf.Address, out vmf.Ptl);
            ret = PtepGet(mm, vmf.Pte).None ? FaultResult.Sigbus : FaultResult.NoPage; // KMM0001
            PteUnmapUnlock(mm, vmf.Pte, vmf.Ptl);
        }

        return ret;
    }
}
