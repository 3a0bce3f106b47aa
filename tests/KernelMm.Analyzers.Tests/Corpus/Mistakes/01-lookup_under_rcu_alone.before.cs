// 1. M26. A lookup trusts RCU to keep the slot: free_pgtables frees the table that the slot lies in, and waits for no reader.
internal static class LookupUnderRcu
{
    internal static bool IsMapped(Mm mm, VirtualAddress addr)
    {
        mm.RcuReadLock();
        var pmd = PmdOffsetOf(mm, addr);
        var pte = PteOffsetMap(mm, pmd, addr); // KMM0024
        if (!pte)
        {
            mm.RcuReadUnlock();
            return false;
        }

        var present = PtepGet(mm, pte).Present;
        PteUnmap(mm, pte);
        mm.RcuReadUnlock();
        return present;
    }
}
