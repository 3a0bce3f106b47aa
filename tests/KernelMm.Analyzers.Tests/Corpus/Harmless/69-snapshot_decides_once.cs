// 69. One read of the slot, and every decision on it.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        var pmdval = PmdpGetLockless(mm, pmd);
        if (pmdval.None)
        {
            return 0;
        }

        if (pmdval.Leaf)
        {
            return 2;
        }

        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte)
        {
            return 0;
        }

        PteUnmap(mm, pte);
        return 1;
    }
}
