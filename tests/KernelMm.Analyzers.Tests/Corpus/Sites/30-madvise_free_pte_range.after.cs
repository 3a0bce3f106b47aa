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
            startPte = PtePtr.Null;
            var err = SplitFolio(folio);
            FolioUnlock(folio);
            FolioPut(folio);
            if (err != 0)
            {
                break;
            }

            startPte = pte = PteOffsetMapLock(mm, pmd, addr, out ptl);
            if (!startPte)
            {
                break;
            }

            ArchEnterLazyMmuMode();
            pte--;
            addr -= PageSize;
        }

        if (nrSwap != 0)
        {
            AddRss(mm, nrSwap);
        }

        if (startPte)
        {
            ArchLeaveLazyMmuMode();
            PteUnmapUnlock(mm, startPte, ptl);
        }

        CondResched();
        return 0;
    }
}
