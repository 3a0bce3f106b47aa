// 28. The lock of a locked map is given back for a moment and nothing is written after.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static void M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte)
        {
            return;
        }

        mm.SpinUnlock(ptl);
        mm.SpinLock(ptl);
        Use(PtepGet(mm, pte));
        PteUnmapUnlock(mm, pte, ptl);
    }
}
