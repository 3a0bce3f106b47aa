// 17. A finally block releases on all ways.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte)
        {
            return -Errno.Again;
        }

        try
        {
            var entry = PtepGet(mm, pte);
            if (entry.None)
            {
                return 0;
            }

            return entry.Present ? 1 : 2;
        }
        finally
        {
            PteUnmapUnlock(mm, pte, ptl);
        }
    }
}
