// 3. Compared with default instead of asked.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static void M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        var pte = PteOffsetMap(mm, pmd, addr);
        if (pte == default)
        {
            return;
        }

        Use(PtepGet(mm, pte));
        PteUnmap(mm, pte);
    }
}
