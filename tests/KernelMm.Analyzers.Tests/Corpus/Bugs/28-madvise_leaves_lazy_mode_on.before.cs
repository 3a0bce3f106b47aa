// 28. M19. A scan in lazy MMU mode that leaves at the null of its second map leaves the mode on (f3cd4ab0aabf, what shaped patch 20).
internal static class LazyMode
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int Scan(Mm mm, PmdPtr pmd, VirtualAddress addr, Folio folio)
    {
        ArchEnterLazyMmuMode();
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte)
        {
            return 0; // KMM0018
        }

        folio.Young = PtepGet(mm, pte).Young;
        ArchLeaveLazyMmuMode();
        PteUnmapUnlock(mm, pte, ptl);
        return 1;
    }
}
