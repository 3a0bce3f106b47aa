// 34. Only tried for; where that fails, unmapped and left.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static bool M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        var pte = PteOffsetMapRoNoLock(mm, pmd, addr, out var ptl);
        if (!pte)
        {
            return false;
        }

        if (!mm.SpinTrylock(ptl))
        {
            PteUnmap(mm, pte);
            return false;
        }

        var young = PtepGet(mm, pte).Young;
        PteUnmapUnlock(mm, pte, ptl);
        return young;
    }
}
