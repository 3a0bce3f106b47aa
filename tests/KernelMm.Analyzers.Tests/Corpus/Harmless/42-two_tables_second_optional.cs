// 42. The second table is only mapped where it is wanted.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int M(Mm mm, PmdPtr pmd, VirtualAddress addr, PmdPtr other, bool both)
    {
        var a = PteOffsetMap(mm, pmd, addr);
        if (!a)
        {
            return 0;
        }

        var n = PtepGet(mm, a).None ? 0 : 1;
        if (both)
        {
            var b = PteOffsetMap(mm, other, addr);
            if (b)
            {
                n += PtepGet(mm, b).None ? 0 : 1;
                PteUnmap(mm, b);
            }
        }

        PteUnmap(mm, a);
        return n;
    }
}
