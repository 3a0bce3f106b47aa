// 66. Lazy MMU mode is entered after the map and left before the release.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static void M(Mm mm, PmdPtr pmd, VirtualAddress addr, VirtualAddress end)
    {
        PtePtr start, pte;
        start = pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!start)
        {
            return;
        }

        ArchEnterLazyMmuMode();
        for (; addr != end; pte++, addr += PageSize)
        {
            PteClear(mm, pte);
        }

        ArchLeaveLazyMmuMode();
        PteUnmapUnlock(mm, start, ptl);
    }
}
