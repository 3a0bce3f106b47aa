// 44. The test stands on the left of an or, the use on the right.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static void M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        var pte = PteOffsetMap(mm, pmd, addr);
        if (pte.IsNull || PtepGet(mm, pte).None)
        {
            goto out_;
        }

        Use(PtepGet(mm, pte));
    out_:
        if (pte)
        {
            PteUnmap(mm, pte);
        }
    }
}
