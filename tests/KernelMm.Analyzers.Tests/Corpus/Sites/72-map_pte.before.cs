// 72. map_pte, mm/page_vma_mapped.c, not synchronous: a look without the lock first; the lock that came with the map is taken only for a candidate,
// and then the slot is compared.
internal static class MapPte
{
    [NeedsHeld(HeldResource.RmapLock)]
    internal static bool Map(ref PageVmaMappedWalk pvmw)
    {
        var mm = pvmw.Mm;
        pvmw.Pte = PteOffsetMap(mm, pvmw.Pmd, pvmw.Address);
        var ptent = PtepGet(mm, pvmw.Pte); // KMM0001
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

        pvmw.Ptl = PteLockptr(mm, pvmw.Pmd); // KMM0015
        mm.SpinLock(pvmw.Ptl);
        return true;
    }
}
