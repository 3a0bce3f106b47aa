// 46. finish_mkwrite_fault, mm/memory.c: the page is locked; where the entry or its table went, the fault comes again.
internal static class FinishMkwriteFault
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static FaultResult Finish(ref VmFault vmf, Folio folio)
    {
        var (mm, vma) = (vmf.Mm, vmf.Vma);
        WarnOnceUnless(vma.IsShared);
        vmf.Pte = PteOffsetMapLock(mm, vmf.Pmd, vmf.Address, out vmf.Ptl);
        if (!vmf.Pte)
        {
            return FaultResult.NoPage;
        }

        if (!PteSame(PtepGet(mm, vmf.Pte), vmf.OrigPte))
        {
            UpdateMmuTlb(vma, vmf.Address, vmf.Pte);
            PteUnmapUnlock(mm, vmf.Pte, vmf.Ptl);
            return FaultResult.NoPage;
        }

        WpPageReuse(ref vmf, folio);
        return FaultResult.None;
    }
}
