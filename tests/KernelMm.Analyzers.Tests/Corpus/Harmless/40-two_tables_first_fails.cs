// 40. Two tables; the second null releases the first.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int M(Mm mm, PmdPtr pmd, VirtualAddress addr, PmdPtr other)
    {
        var a = PteOffsetMap(mm, pmd, addr);
        if (!a)
        {
            return -Errno.Again;
        }

        var b = PteOffsetMap(mm, other, addr);
        if (!b)
        {
            PteUnmap(mm, a);
            return -Errno.Again;
        }

        var same = PteSame(PtepGet(mm, a), PtepGet(mm, b));
        PteUnmap(mm, b);
        PteUnmap(mm, a);
        return same ? 1 : 0;
    }
}
