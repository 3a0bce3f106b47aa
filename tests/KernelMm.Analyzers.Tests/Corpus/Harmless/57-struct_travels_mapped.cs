// 57. The fault goes on with its mapping, as it may.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static FaultResult M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        var vmf = new VmFault { Mm = mm, Pmd = pmd, Address = addr };
        vmf.Pte = PteOffsetMapNoLock(mm, pmd, addr, out vmf.Ptl);
        if (!vmf.Pte)
        {
            return FaultResult.None;
        }

        return DoSwapPage(ref vmf);
    }
}
