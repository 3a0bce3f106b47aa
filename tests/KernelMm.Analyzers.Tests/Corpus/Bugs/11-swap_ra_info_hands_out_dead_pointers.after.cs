// 11. M10. swap_ra_info mapped, took down where the window starts, unmapped, and its caller read on through the pointer (4f8fcf4ced0b, patch 31).
internal static class SwapRaInfo
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static int Count(Mm mm, PmdPtr pmd, VirtualAddress addr, int window)
    {
        var tsk = PteOffsetMap(mm, pmd, addr);
        if (!tsk)
        {
            return 0;
        }

        var (left, nr) = (PteIndex(addr) < window ? 0 : 1, 0);
        var ptes = tsk - left;
        for (var i = 0; i < window; i++)
        {
            if (IsSwapPte(PtepGetLockless(mm, ptes + i)))
            {
                nr++;
            }
        }

        PteUnmap(mm, tsk);
        return nr;
    }
}
