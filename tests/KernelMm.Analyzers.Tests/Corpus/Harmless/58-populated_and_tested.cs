// 58. The slot was populated just before, and the map is tested all the same.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static FaultResult M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        if (PteAlloc(mm, pmd))
        {
            return FaultResult.Oom;
        }

        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte)
        {
            return FaultResult.NoPage;
        }

        SetPte(mm, pte, default);
        PteUnmapUnlock(mm, pte, ptl);
        return FaultResult.None;
    }
}
