// 10. A constant that is always true changes nothing.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static void M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        const bool Verbose = true;
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte)
        {
            return;
        }

        if (Verbose)
        {
            Use(PtepGet(mm, pte));
        }

        PteUnmap(mm, pte);
    }
}
