// 54. A lambda maps, tests and releases inside.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        Func<int> look = () =>
        {
            var pte = PteOffsetMap(mm, pmd, addr);
            if (!pte)
            {
                return 0;
            }

            var n = PtepGet(mm, pte).None ? 0 : 1;
            PteUnmap(mm, pte);
            return n;
        };
        return look();
    }
}
