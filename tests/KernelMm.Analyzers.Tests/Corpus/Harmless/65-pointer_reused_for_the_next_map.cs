// 65. One variable, two mappings, one after the other.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int M(Mm mm, PmdPtr pmd, VirtualAddress addr, PmdPtr other)
    {
        var n = 0;
        var pte = PteOffsetMap(mm, pmd, addr);
        if (pte)
        {
            n += PtepGet(mm, pte).None ? 0 : 1;
            PteUnmap(mm, pte);
        }

        pte = PteOffsetMap(mm, other, addr);
        if (pte)
        {
            n += PtepGet(mm, pte).None ? 0 : 1;
            PteUnmap(mm, pte);
        }

        return n;
    }
}
