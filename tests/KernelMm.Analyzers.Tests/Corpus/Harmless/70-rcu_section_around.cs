// 70. An RCU section of one's own around the map.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        mm.RcuReadLock();
        var n = 0;
        var pte = PteOffsetMap(mm, pmd, addr);
        if (pte)
        {
            n = 1;
            PteUnmap(mm, pte);
        }

        mm.RcuReadUnlock();
        return n;
    }
}
