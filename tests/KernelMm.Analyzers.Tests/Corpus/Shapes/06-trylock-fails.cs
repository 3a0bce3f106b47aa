// 6. The lock of an unlocked map is only tried for: where that fails, unmap and leave.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static bool ReclaimPteTable(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        var pte = PteOffsetMapRwNoLock(mm, pmd, addr, out var pmdval, out var ptl);
        if (!pte)
        {
            return false;
        }

        if (!mm.SpinTrylock(ptl))
        {
            PteUnmap(mm, pte);
            return false;
        }

        if (!PmdSame(pmdval, PmdpGetLockless(mm, pmd)))
        {
            PteUnmapUnlock(mm, pte, ptl);
            return false;
        }

        SetPte(mm, pte, default);
        mm.SpinUnlock(ptl);
        PteUnmap(mm, pte);
        return true;
    }

    [NeedsHeld(HeldResource.MmapLock)]
    internal static bool ByAVariable(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        var pte = PteOffsetMapNoLock(mm, pmd, addr, out var ptl);
        if (!pte)
        {
            return false;
        }

        var locked = mm.SpinTrylock(ptl);
        if (locked)
        {
            _ = PtepGet(mm, pte);
        }

        if (locked)
        {
            mm.SpinUnlock(ptl);
        }

        PteUnmap(mm, pte);
        return locked;
    }
}
