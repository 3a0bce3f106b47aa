// 38. An entry that was not none is compared under the lock.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static bool M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        var pte = PteOffsetMapRwNoLock(mm, pmd, addr, out _, out var ptl);
        if (!pte)
        {
            return false;
        }

        var entry = PtepGetLockless(mm, pte);
        if (entry.None)
        {
            PteUnmap(mm, pte);
            return false;
        }

        mm.SpinLock(ptl);
        var same = PteSame(PtepGet(mm, pte), entry);
        if (same)
        {
            SetPte(mm, pte, entry.MkYoung());
        }

        PteUnmapUnlock(mm, pte, ptl);
        return same;
    }
}
