// 45. The test stands on the left of an and, the use on the right.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static bool M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        var pte = PteOffsetMap(mm, pmd, addr);
        var young = !pte.IsNull && PtepGet(mm, pte).Young;
        if (pte)
        {
            PteUnmap(mm, pte);
        }

        return young;
    }
}
