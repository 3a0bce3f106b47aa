// 28. madvise_cold_or_pageout_pte_range, mm/madvise.c, the map after a large folio was split: null leaves the loop with the start pointer null, so that
// neither lazy mode is left twice nor anything unlocked.
internal struct MadviseColdSplit : IMmWalkOps<MadviseColdSplit>
{
    private Vma _vma;

    public static int PmdEntry(ref MadviseColdSplit ops, PmdPtr pmd, Pmd entry, VirtualAddress addr, VirtualAddress end, ref MmWalk walk)
    {
        var (mm, vma) = (ops._vma.Mm, ops._vma);
        PtePtr startPte, pte;
        startPte = pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!startPte)
        {
            return 0;
        }

        ArchEnterLazyMmuMode();
        for (; addr < end; pte++, addr += PageSize)
        {
            var ptent = PtepGet(mm, pte);
            if (VmNormalFolio(vma, addr, ptent) is not { } folio)
            {
                continue;
            }

            if (folio.Large)
            {
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
                continue;
            }

            SetPte(mm, pte, PtepGetAndClear(mm, pte).MkOld());
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
