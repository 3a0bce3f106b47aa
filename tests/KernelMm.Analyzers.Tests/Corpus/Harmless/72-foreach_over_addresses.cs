// 72. Each address of a list is mapped and released.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int M(Mm mm, PmdPtr pmd, VirtualAddress addr, VirtualAddress[] where)
    {
        var n = 0;
        foreach (var at in where)
        {
            var pte = PteOffsetMap(mm, pmd, at);
            if (!pte)
            {
                continue;
            }

            n += PtepGet(mm, pte).Present ? 1 : 0;
            PteUnmap(mm, pte);
        }

        return n;
    }
}
