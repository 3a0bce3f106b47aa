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

        vmf.Pte = PteOffsetMapLock(mm, vmf.Pmd, vmf.Address, out vmf.Ptl);
        if (!vmf.Pte)
        {
            ret = FaultResult.Sigbus;
        }
        else
        {
            ret = PtepGet(mm, vmf.Pte).None ? FaultResult.Sigbus : FaultResult.NoPage;
            PteUnmapUnlock(mm, vmf.Pte, vmf.Ptl);
        }

        return ret;
    }
}
