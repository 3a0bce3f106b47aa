// 61. The slot's lock outside, the table's inside.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        var pml = PmdLock(mm, pmd);
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte)
        {
            PmdUnlock(mm, pml);
            return 0;
        }

        SetPte(mm, pte, default);
        PteUnmapUnlock(mm, pte, ptl);
        PmdUnlock(mm, pml);
        return 1;
    }
}
