// 33. M23. The reclaim of empty tables dropped the lock for a reschedule and went on with "all empty" ("fix incorrect reclaim of non-empty PTE
// pages", 2025).
internal static class ReclaimEmpty
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static bool Reclaim(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
    again:
        var pte = PteOffsetMapRwNoLock(mm, pmd, addr, out var pmdval, out var ptl);
        if (!pte)
        {
            return false;
        }

        mm.SpinLock(ptl);
        if (!PmdSame(pmdval, PmdpGetLockless(mm, pmd)))
        {
            PteUnmapUnlock(mm, pte, ptl);
            return false;
        }

        if (NeedResched())
        {
            PteUnmapUnlock(mm, pte, ptl);
            CondResched();
            goto again;
        }

        PteClear(mm, pte);
        PteUnmapUnlock(mm, pte, ptl);
        return true;
    }
}
