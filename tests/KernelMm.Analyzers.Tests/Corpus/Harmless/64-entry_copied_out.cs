// 64. What was read outlives the mapping; the pointer does not.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static bool M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        Pte entry = default;
        var pte = PteOffsetMap(mm, pmd, addr);
        if (pte)
        {
            entry = PtepGet(mm, pte);
            PteUnmap(mm, pte);
        }

        return entry.Present && entry.Young;
    }
}
