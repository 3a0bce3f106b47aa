// 51. Returned where it is of use, released where it is not.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    [return: MayFail, ReturnsMapped]
    internal static PtePtr M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte)
        {
            return PtePtr.Null;
        }

        if (PtepGet(mm, pte).None)
        {
            PteUnmap(mm, pte);
            return PtePtr.Null;
        }

        return pte;
    }
}
