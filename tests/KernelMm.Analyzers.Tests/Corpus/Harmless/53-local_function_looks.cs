// 53. A local function looks while the caller keeps the mapping.
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

        var n = Look(pte);
        PteUnmap(mm, pte);
        return n;

        int Look([NeedsMapped] PtePtr mapped) => PtepGet(mm, mapped).None ? 0 : 1;
    }
}
