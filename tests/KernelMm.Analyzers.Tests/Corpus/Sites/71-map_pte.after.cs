// 71. map_pte, mm/page_vma_mapped.c, synchronous: the table is locked from here on; without one the walk starts again from the top.
internal static class MapPteSync
{
    [NeedsHeld(HeldResource.RmapLock)]
    internal static bool MapPte(ref PageVmaMappedWalk pvmw)
    {
        if (pvmw.Sync)
        {
            pvmw.Pte = PteOffsetMapLock(pvmw.Mm, pvmw.Pmd, pvmw.Address, out pvmw.Ptl);
            return !pvmw.Pte.IsNull;
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
            if (!pvmw.Pte)
            {
                goto restart;
            }

            return false;
        }

        return true;
    }
}
