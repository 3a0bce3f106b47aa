// 29. The lock is given back by a copy of its name.
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

        var same = ptl;
        Use(PtepGet(mm, pte));
        PteUnmapUnlock(mm, pte, same);
    }
}
