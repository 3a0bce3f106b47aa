// 27. madvise_cold_or_pageout_pte_range, mm/madvise.c, the first map: in lazy MMU mode; restarts where somebody waits; on null what was isolated is still reclaimed.
internal struct MadviseColdOrPageout : IMmWalkOps<MadviseColdOrPageout>
{
    private Vma _vma;
    private bool _pageout;

    public static int PmdEntry(ref MadviseColdOrPageout ops, PmdPtr pmd, Pmd entry, VirtualAddress addr, VirtualAddress end, ref MmWalk walk)
    {
        var (mm, vma, batch) = (ops._vma.Mm, ops._vma, 0);
        if (PmdTransUnstable(mm, pmd)) // KMM0021
        {
            return 0;
        }

    restart:
        PtePtr startPte, pte;
        startPte = pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        ArchEnterLazyMmuMode();
        for (; addr < end; pte++, addr += PageSize)
        {
            var ptent = PtepGet(mm, pte); // KMM0001
            if (++batch == 32)
            {
                batch = 0;
                if (NeedResched())
                {
                    ArchLeaveLazyMmuMode();
                    PteUnmapUnlock(mm, startPte, ptl);
                    CondResched();
                    goto restart;
                }
            }

            if (!ptent.Present)
            {
                continue;
            }

            if (VmNormalFolio(vma, addr, ptent) is not { } folio)
            {
                continue;
            }

            if (!ops._pageout && ptent.Young)
            {
                SetPte(mm, pte, PtepGetAndClear(mm, pte).MkOld());
            }

            folio.Young = false;
            if (ops._pageout)
            {
                IsolateFolio(folio);
            }
        }

        ArchLeaveLazyMmuMode();
        PteUnmapUnlock(mm, startPte, ptl); // KMM0001
        if (ops._pageout)
        {
            ReclaimFolios();
        }

        CondResched();
        return 0;
    }
}
