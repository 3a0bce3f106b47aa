// 30. madvise_free_pte_range, mm/madvise.c, the map after a large folio was split: on null the counters are still brought up to date.
internal struct MadviseFreeSplit : IMmWalkOps<MadviseFreeSplit>
{
    private Vma _vma;

    public static int PmdEntry(ref MadviseFreeSplit ops, PmdPtr pmd, Pmd entry, VirtualAddress addr, VirtualAddress end, ref MmWalk walk)
    {
        var (mm, vma, nrSwap) = (ops._vma.Mm, ops._vma, 0);
        PtePtr startPte, pte;
        startPte = pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!startPte)
        {
            return 0;
        }

        ArchEnterLazyMmuMode();
        for (; addr != end; pte++, addr += PageSize)
        {
            var ptent = PtepGet(mm, pte);
            nrSwap -= IsSwapPte(ptent) ? 1 : 0;
            if (VmNormalFolio(vma, addr, ptent) is not { Large: true } folio)
            {
                continue;
            }

            if (!FolioTrylock(folio))
            {
                break;
            }

            FolioGet(folio);
            ArchLeaveLazyMmuMode();
            PteUnmapUnlock(mm, startPte, ptl);
            var err = SplitFolio(folio);
            FolioUnlock(folio);
            FolioPut(folio);
            startPte = pte = PteOffsetMapLock(mm, pmd, addr, out ptl);
            ArchEnterLazyMmuMode();
            if (err != 0)
            {
                break;
            }

            pte--; // KMM0001
            addr -= PageSize;
        }

        if (nrSwap != 0)
        {
            AddRss(mm, nrSwap);
        }

        ArchLeaveLazyMmuMode();
        PteUnmapUnlock(mm, startPte, ptl); // KMM0001
        CondResched();
        return 0;
    }
}
