// 26. M17. mremap went back for every null of a slot that stays empty (found by syzbot, solved inside patch 19, a5be621ee292).
internal static class MremapLoop
{
    [NeedsHeld(HeldResource.MmapWriteLock)]
    internal static int Move(Mm mm, PmdPtr oldPmd, VirtualAddress oldAddr)
    {
    again:
        var pmd = PmdpGetLockless(mm, oldPmd);
        if (!pmd.Present || pmd.Leaf)
        {
            return 0;
        }

        var pte = PteOffsetMapLock(mm, oldPmd, oldAddr, out var ptl);
        if (!pte)
        {
            goto again;
        }

        PtepGetAndClear(mm, pte);
        PteUnmapUnlock(mm, pte, ptl);
        return 1;
    }
}
