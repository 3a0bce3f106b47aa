// 52. A local function takes the mapping over.
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

        Finish(pte);
        return 1;

        void Finish([Consumes] PtePtr mapped) => PteUnmap(mm, mapped);
    }
}
