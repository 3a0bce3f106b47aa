// 18. A catch block swallows, and the release stands behind it.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte)
        {
            return 0;
        }

        var n = 0;
        try
        {
            n = int.Parse("7") + (PtepGet(mm, pte).None ? 1 : 0);
        }
        catch (FormatException)
        {
            n = -1;
        }

        PteUnmap(mm, pte);
        return n;
    }
}
