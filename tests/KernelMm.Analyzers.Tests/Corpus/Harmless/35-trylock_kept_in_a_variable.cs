// 35. Whether the lock was had is kept, and asked again at the end.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static bool M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        var pte = PteOffsetMapRoNoLock(mm, pmd, addr, out var ptl);
        if (!pte)
        {
            return false;
        }

        var locked = mm.SpinTrylock(ptl);
        var young = locked && PtepGet(mm, pte).Young;
        if (locked)
        {
            mm.SpinUnlock(ptl);
        }

        PteUnmap(mm, pte);
        return young;
    }
}
