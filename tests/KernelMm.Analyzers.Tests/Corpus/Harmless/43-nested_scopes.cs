// 43. The second map lives inside the first one's scope.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int M(Mm mm, PmdPtr pmd, VirtualAddress addr, PmdPtr other)
    {
        var n = 0;
        var a = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (a)
        {
            var b = PteOffsetMap(mm, other, addr);
            if (b)
            {
                n = PtepGet(mm, b).Value == PtepGet(mm, a).Value ? 1 : 0;
                PteUnmap(mm, b);
            }

            PteUnmapUnlock(mm, a, ptl);
        }

        return n;
    }
}
