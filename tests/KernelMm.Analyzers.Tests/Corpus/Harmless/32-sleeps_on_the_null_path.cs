// 32. Where nothing is mapped, sleeping is allowed.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte)
        {
            CondResched();
            return 0;
        }

        PteUnmap(mm, pte);
        return 1;
    }
}
