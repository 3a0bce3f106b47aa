// 5. A boolean carries the test past other work.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        var isMapped = !pte.IsNull;
        var nr = PteIndex(addr);
        if (isMapped)
        {
            nr += PtepGet(mm, pte).Present ? 1 : 0;
        }

        Use(nr);
        if (isMapped)
        {
            PteUnmapUnlock(mm, pte, ptl);
        }

        return nr;
    }
}
