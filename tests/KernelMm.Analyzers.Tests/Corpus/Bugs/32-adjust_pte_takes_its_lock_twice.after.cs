// 32. M21. arm's adjust_pte, for a second mapping of the same page in the same table, took the lock that the fault holds (fc9c45b71f43, 2025).
internal static class AdjustPte
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static int Adjust(Mm mm, PmdPtr pmd, VirtualAddress address, VirtualAddress other)
    {
        var pte = PteOffsetMapLock(mm, pmd, address, out var ptl);
        if (!pte)
        {
            return 0;
        }

        var ret = 0;
        if (PtepGet(mm, pte + (PteIndex(other) - PteIndex(address))).Present)
        {
            ret = 1;
        }

        PteUnmapUnlock(mm, pte, ptl);
        return ret;
    }
}
