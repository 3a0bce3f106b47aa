// 5. M3. The lock is asked whether the map failed: it is null then too, but it is the mapping that says so.
internal static class AsksTheLock
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int Count(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte)
        {
            return 0;
        }

        var count = PtepGet(mm, pte).Present ? 1 : 0;
        PteUnmapUnlock(mm, pte, ptl);
        return count;
    }
}
