// 22. The copy is tested, the original used.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static void M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        var pte = PteOffsetMap(mm, pmd, addr);
        var same = pte;
        if (!same)
        {
            return;
        }

        Use(PtepGet(mm, pte));
        PteUnmap(mm, same);
    }
}
