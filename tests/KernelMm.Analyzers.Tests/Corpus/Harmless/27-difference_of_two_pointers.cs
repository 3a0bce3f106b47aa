// 27. How far the pointer came is asked after the loop.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int M(Mm mm, PmdPtr pmd, VirtualAddress addr, VirtualAddress end)
    {
        PtePtr start, pte;
        start = pte = PteOffsetMap(mm, pmd, addr);
        if (!pte)
        {
            return 0;
        }

        for (; addr != end && !PtepGet(mm, pte).None; addr += PageSize)
        {
            pte++;
        }

        var distance = pte - start;
        PteUnmap(mm, start);
        return distance;
    }
}
