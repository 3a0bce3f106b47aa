// 68. move_ptes, mm/mremap.c, the old table: mmap_lock for writing, perhaps the reverse-map locks; null is -EAGAIN, and what was taken is dropped.
internal static class MovePtesOld
{
    [NeedsHeld(HeldResource.MmapWriteLock)]
    internal static int Move(Vma vma, PmdPtr oldPmd, VirtualAddress oldAddr, VirtualAddress oldEnd, Vma newVma, bool needRmapLocks)
    {
        var (mm, err) = (vma.Mm, 0);
        if (needRmapLocks)
        {
            TakeRmapLocks(vma);
        }

        var oldPte = PteOffsetMapLock(mm, oldPmd, oldAddr, out var oldPtl);
        if (!oldPte)
        {
            err = -Errno.Again;
            goto out_;
        }

        for (; oldAddr < oldEnd; oldPte++, oldAddr += PageSize)
        {
            if (PtepGet(mm, oldPte).None)
            {
                continue;
            }

            PtepGetAndClear(mm, oldPte);
        }

        FlushTlbRange(vma, oldAddr, oldEnd);
        PteUnmapUnlock(mm, oldPte - 1, oldPtl);
    out_:
        if (needRmapLocks)
        {
            DropRmapLocks(vma);
        }

        return err;
    }
}
