// 21. The moving pointer is a copy; the start is released.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int M(Mm mm, PmdPtr pmd, VirtualAddress addr, VirtualAddress end)
    {
        PtePtr start, pte;
        start = pte = PteOffsetMap(mm, pmd, addr);
        if (!start)
        {
            return 0;
        }

        var n = 0;
        for (; addr != end; addr += PageSize)
        {
            n += PtepGet(mm, pte++).None ? 1 : 0;
        }

        PteUnmap(mm, start);
        return n;
    }
}
