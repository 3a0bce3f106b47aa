// 55. The mapping lives in a fault on the stack.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static FaultResult M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        var vmf = new VmFault { Mm = mm, Pmd = pmd, Address = addr };
        vmf.Pte = PteOffsetMapLock(mm, pmd, addr, out vmf.Ptl);
        if (!vmf.Pte)
        {
            return FaultResult.None;
        }

        SetPte(mm, vmf.Pte, default);
        PteUnmapUnlock(mm, vmf.Pte, vmf.Ptl);
        return FaultResult.None;
    }
}
