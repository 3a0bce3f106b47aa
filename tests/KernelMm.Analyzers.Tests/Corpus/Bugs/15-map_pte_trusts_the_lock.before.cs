// 15. M14. map_pte, 6.5 to 6.12: the lock of the mapped table was taken, and what it found was changed without a look at the slot (6.13).
internal static class MapPteUnvalidated
{
    [NeedsHeld(HeldResource.RmapLock)]
    internal static bool ClearYoung(Mm mm, PmdPtr pmd, VirtualAddress address)
    {
        var pte = PteOffsetMapNoLock(mm, pmd, address, out var ptl);
        if (!pte)
        {
            return false;
        }

        mm.SpinLock(ptl);
        var young = PtepTestAndClearYoung(mm, pte); // KMM0011
        PteUnmapUnlock(mm, pte, ptl);
        return young;
    }
}
