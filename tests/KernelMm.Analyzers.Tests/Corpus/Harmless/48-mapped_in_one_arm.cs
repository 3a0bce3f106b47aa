// 48. Mapped in one arm, null in the other; the exit asks the pointer.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int M(Mm mm, PmdPtr pmd, VirtualAddress addr, bool user)
    {
        PtePtr pte;
        if (user)
        {
            pte = PteOffsetMap(mm, pmd, addr);
        }
        else
        {
            pte = PtePtr.Null;
        }

        var n = 0;
        if (pte)
        {
            n = PtepGet(mm, pte).None ? 0 : 1;
            PteUnmap(mm, pte);
        }

        return n;
    }
}
