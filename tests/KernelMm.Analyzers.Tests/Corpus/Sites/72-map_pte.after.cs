// 72. map_pte, mm/page_vma_mapped.c, not synchronous: a look without the lock first; the lock that came with the map is taken only for a candidate,
// and then the slot is compared.
internal static class MapPte
{
    [NeedsHeld(HeldResource.RmapLock)]
    internal static bool Map(ref PageVmaMappedWalk pvmw)
    {
        var mm = pvmw.Mm;
    again:
        pvmw.Pte = PteOffsetMapRwNoLock(mm, pvmw.Pmd, pvmw.Address, out pvmw.PmdVal, out pvmw.Ptl);
        if (!pvmw.Pte)
        {
            return false;
        }

        var ptent = PtepGet(mm, pvmw.Pte);
        if (pvmw.Migration)
        {
            if (!IsSwapPte(ptent))
            {
                return false;
            }
        }
        else if (!ptent.Present)
        {
            return false;
        }

        mm.SpinLock(pvmw.Ptl);
        if (!PmdSame(pvmw.PmdVal, PmdpGetLockless(mm, pvmw.Pmd)))
        {
            PteUnmapUnlock(mm, pvmw.Pte, pvmw.Ptl);
            goto again;
        }

        return true;
    }
}
