// 29. M20. do_swap_page without patch 28's guard calls a table that went away "out of memory" (3db82b9374ca).
internal static class FalseOom
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static FaultResult Swap(Mm mm, PmdPtr pmd, VirtualAddress addr, Pte origPte)
    {
        var ret = FaultResult.None;
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte)
        {
            return FaultResult.Oom; // KMM0014
        }

        if (PteSame(PtepGet(mm, pte), origPte))
        {
            ret = FaultResult.Oom;
        }

        PteUnmapUnlock(mm, pte, ptl);
        return ret;
    }
}
