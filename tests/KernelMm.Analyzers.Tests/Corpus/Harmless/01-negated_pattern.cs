// 1. A pattern asks for null.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        var pte = PteOffsetMap(mm, pmd, addr);
        if (pte is { IsNull: true })
        {
            return 0;
        }

        var none = PtepGet(mm, pte).None;
        PteUnmap(mm, pte);
        return none ? 1 : 2;
    }
}
