// 46. The use stands in the arm that knows.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        var pte = PteOffsetMap(mm, pmd, addr);
        var n = pte.IsNull ? -1 : PteIndex(addr) + (PtepGet(mm, pte).None ? 1 : 0);
        if (pte)
        {
            PteUnmap(mm, pte);
        }

        return n;
    }
}
