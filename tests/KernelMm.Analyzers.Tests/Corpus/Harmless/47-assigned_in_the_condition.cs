// 47. Mapped in the condition itself.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        PtePtr pte;
        if (!(pte = PteOffsetMap(mm, pmd, addr)))
        {
            return 0;
        }

        PteUnmap(mm, pte);
        return 1;
    }
}
