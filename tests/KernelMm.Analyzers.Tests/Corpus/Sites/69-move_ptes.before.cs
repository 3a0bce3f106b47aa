// 69. move_ptes, mm/mremap.c, the new table: the old one is mapped and locked, and is released where the new one is not there; the new one goes first.
internal static class MovePtes
{
    [NeedsHeld(HeldResource.MmapWriteLock)]
    internal static int Move(Vma vma, PmdPtr oldPmd, VirtualAddress oldAddr, VirtualAddress oldEnd, PmdPtr newPmd, VirtualAddress newAddr)
    {
        var (mm, err, forceFlush, len) = (vma.Mm, 0, false, oldEnd - oldAddr);
        var oldPte = PteOffsetMapLock(mm, oldPmd, oldAddr, out var oldPtl);
        if (!oldPte)
        {
            err = -Errno.Again;
            goto out_;
        }

        var newPte = PteOffsetMap(mm, newPmd, newAddr);
        var newPtl = PteLockptr(mm, newPmd); // KMM0015
        if (newPtl != oldPtl)
        {
            mm.SpinLockNested(newPtl);
        }

        ArchEnterLazyMmuMode();
        for (; oldAddr < oldEnd; oldPte++, oldAddr += PageSize, newPte++, newAddr += PageSize) // KMM0001
        {
            if (PtepGet(mm, oldPte).None)
            {
                continue;
            }

            var pte = PtepGetAndClear(mm, oldPte);
            forceFlush |= pte.Present;
            SetPte(mm, newPte, pte.MkSoftDirty()); // KMM0001
        }

        ArchLeaveLazyMmuMode();
        if (forceFlush)
        {
            FlushTlbRange(vma, oldEnd - len, oldEnd);
        }

        if (newPtl != oldPtl)
        {
            mm.SpinUnlock(newPtl);
        }

        PteUnmap(mm, newPte - 1); // KMM0001
        PteUnmapUnlock(mm, oldPte - 1, oldPtl);
    out_:
        return err;
    }
}
