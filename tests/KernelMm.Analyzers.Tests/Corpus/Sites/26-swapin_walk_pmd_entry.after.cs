// 26. swapin_walk_pmd_entry, mm/madvise.c: mmap_lock for reading; the mapping is released and forgotten around each read; where it cannot be had
// again, the rest is left.
internal struct SwapinWalkPmdEntry : IMmWalkOps<SwapinWalkPmdEntry>
{
    private Vma _vma;

    public static int PmdEntry(ref SwapinWalkPmdEntry ops, PmdPtr pmd, Pmd entry, VirtualAddress start, VirtualAddress end, ref MmWalk walk)
    {
        var (mm, vma) = (ops._vma.Mm, ops._vma);
        var ptep = PtePtr.Null;
        SpinlockPtr ptl = default;
        for (var addr = start; addr < end; addr += PageSize)
        {
            if (!ptep++)
            {
                ptep = PteOffsetMapLock(mm, pmd, addr, out ptl);
                if (!ptep)
                {
                    break;
                }
            }

            var pte = PtepGet(mm, ptep);
            if (!IsSwapPte(pte))
            {
                continue;
            }

            PteUnmapUnlock(mm, ptep, ptl);
            ptep = PtePtr.Null;
            var folio = ReadSwapCacheAsync(PteToSwpEntry(pte), vma, addr);
            FreeFolio(folio);
        }

        if (ptep)
        {
            PteUnmapUnlock(mm, ptep, ptl);
        }

        CondResched();
        return 0;
    }
}
