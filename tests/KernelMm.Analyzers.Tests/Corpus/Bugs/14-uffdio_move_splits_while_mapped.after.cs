// 14. M13. UFFDIO_MOVE split a folio while both tables were mapped ("fix move_pages_pte() splitting folio under RCU read lock", 2023).
internal static class MoveSplits
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static int Move(Mm mm, PmdPtr srcPmd, VirtualAddress srcAddr, Vma vma)
    {
    retry:
        var srcPte = PteOffsetMapRoNoLock(mm, srcPmd, srcAddr, out _);
        if (!srcPte)
        {
            return -Errno.Again;
        }

        var folio = VmNormalFolio(vma, srcAddr, PtepGet(mm, srcPte));
        if (folio is { Large: true })
        {
            PteUnmap(mm, srcPte);
            var err = SplitFolio(folio);
            if (err != 0)
            {
                return err;
            }

            goto retry;
        }

        PteUnmap(mm, srcPte);
        return 0;
    }
}
