// 71. map_pte, mm/page_vma_mapped.c, synchronous: the table is locked from here on; without one the walk starts again from the top.
internal static class MapPteSync
{
    [NeedsHeld(HeldResource.RmapLock)]
    internal static bool MapPte(ref PageVmaMappedWalk pvmw)
    {
        if (pvmw.Sync)
        {
            pvmw.Pte = PteOffsetMap(pvmw.Mm, pvmw.Pmd, pvmw.Address);
            var entry = PtepGet(pvmw.Mm, pvmw.Pte); // KMM0001
            pvmw.Ptl = PteLockptr(pvmw.Mm, pvmw.Pmd); // KMM0015
            pvmw.Mm.SpinLock(pvmw.Ptl);
            return !entry.None;
        }

        return false;
    }

    [NeedsHeld(HeldResource.RmapLock)]
    internal static bool Walk(ref PageVmaMappedWalk pvmw)
    {
    restart:
        if (!PmdpGetLockless(pvmw.Mm, pvmw.Pmd).Present)
        {
            return false;
        }

        if (!MapPte(ref pvmw))
        {
            return false;
        }

        return true;
    }
}
