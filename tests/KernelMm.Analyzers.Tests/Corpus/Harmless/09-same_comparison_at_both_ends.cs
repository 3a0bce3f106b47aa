// 9. The same comparison of a number at both ends.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int M(Mm mm, PmdPtr pmd, VirtualAddress addr, int kind)
    {
        var pte = PtePtr.Null;
        if (kind > 2)
        {
            pte = PteOffsetMap(mm, pmd, addr);
            if (!pte)
            {
                return -Errno.Again;
            }
        }

        var n = 0;
        if (kind > 2)
        {
            n = PtepGet(mm, pte).Young ? 1 : 0;
            PteUnmap(mm, pte);
        }

        return n;
    }
}
