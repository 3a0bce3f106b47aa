// 36. The slot is compared under the lock before the write.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static bool M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        var pte = PteOffsetMapRwNoLock(mm, pmd, addr, out var pmdval, out var ptl);
        if (!pte)
        {
            return false;
        }

        mm.SpinLock(ptl);
        var same = PmdSame(pmdval, PmdpGetLockless(mm, pmd));
        if (same)
        {
            SetPte(mm, pte, default);
        }

        PteUnmapUnlock(mm, pte, ptl);
        return same;
    }
}
