// 26. swapin_walk_pmd_entry, mm/madvise.c: mmap_lock for reading; the mapping is released and forgotten around each read; where it cannot be had
// again, the rest is left.
internal struct SwapinWalkPmdEntry : IMmWalkOps<SwapinWalkPmdEntry>
{
    private Vma _vma;

    public static int PmdEntry(ref SwapinWalkPmdEntry ops, PmdPtr pmd, Pmd entry, VirtualAddress start, VirtualAddress end, ref MmWalk walk)
    {
        var (mm, vma) = (ops._vma.Mm, ops._vma);
        if (PmdNoneOrTransHugeOrClearBad(mm, pmd)) // KMM0021
        {
            return 0;
        }

        for (var index = start; index != end; index += PageSize)
        {
            var ptep = PteOffsetMapLock(mm, pmd, index, out var ptl);
            var pte = PtepGet(mm, ptep); // KMM0001
            PteUnmapUnlock(mm, ptep, ptl);
            if (!IsSwapPte(pte))
            {
                continue;
            }

            var folio = ReadSwapCacheAsync(PteToSwpEntry(pte), vma, index);
            FreeFolio(folio);
        }

        CondResched();
        return 0;
    }
}
