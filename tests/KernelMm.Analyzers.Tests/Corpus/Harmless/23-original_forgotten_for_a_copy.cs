// 23. The variable is used for something else after the copy was taken.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static void M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        var pte = PteOffsetMap(mm, pmd, addr);
        var kept = pte;
        pte = PtePtr.Null;
        if (kept)
        {
            PteUnmap(mm, kept);
        }

        Use(pte);
    }
}
