// 26. A loop that goes down releases by the pointer it kept.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int M(Mm mm, PmdPtr pmd, VirtualAddress addr, VirtualAddress start)
    {
        var last = PteOffsetMap(mm, pmd, addr);
        if (!last)
        {
            return 0;
        }

        var pte = last;
        var n = 0;
        for (; addr != start; addr -= PageSize, pte--)
        {
            n += PtepGet(mm, pte).Dirty ? 1 : 0;
        }

        PteUnmap(mm, last);
        return n;
    }
}
