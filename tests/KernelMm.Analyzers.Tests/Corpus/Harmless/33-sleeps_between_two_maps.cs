// 33. Maps, releases, sleeps, and maps again with a new test.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int M(Mm mm, PmdPtr pmd, VirtualAddress addr, Folio folio)
    {
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte)
        {
            return 0;
        }

        PteUnmapUnlock(mm, pte, ptl);
        SplitFolio(folio);
        pte = PteOffsetMapLock(mm, pmd, addr, out ptl);
        if (!pte)
        {
            return 0;
        }

        PteUnmapUnlock(mm, pte, ptl);
        return 1;
    }
}
