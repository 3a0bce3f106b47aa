// 37. Where the slot changed, mapped again.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static bool M(Mm mm, PmdPtr pmd, VirtualAddress addr)
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
            goto again;
        }

        PteClear(mm, pte);
        PteUnmapUnlock(mm, pte, ptl);
        return true;
    }
}
