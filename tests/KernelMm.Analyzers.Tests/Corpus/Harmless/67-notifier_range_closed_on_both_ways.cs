// 67. The notifier range is closed where the map failed, too.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int M(Mm mm, PmdPtr pmd, VirtualAddress addr, VirtualAddress end)
    {
        MmuNotifierInvalidateRangeStart(mm, addr, end);
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte)
        {
            MmuNotifierInvalidateRangeEnd(mm, addr, end);
            return -Errno.Again;
        }

        PteClear(mm, pte);
        PteUnmapUnlock(mm, pte, ptl);
        MmuNotifierInvalidateRangeEnd(mm, addr, end);
        return 0;
    }
}
