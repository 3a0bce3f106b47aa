// 29. madvise_free_pte_range, mm/madvise.c, the first map: swap entries are freed, pages marked lazily free.
internal struct MadviseFree : IMmWalkOps<MadviseFree>
{
    private Vma _vma;

    public static int PmdEntry(ref MadviseFree ops, PmdPtr pmd, Pmd entry, VirtualAddress addr, VirtualAddress end, ref MmWalk walk)
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
            if (ptent.None)
            {
                continue;
            }

            if (!ptent.Present)
            {
                var swap = PteToSwpEntry(ptent);
                if (!NonSwapEntry(swap))
                {
                    nrSwap--;
                    SwapFree(swap);
                    PteClear(mm, pte);
                }

                continue;
            }

            if (VmNormalFolio(vma, addr, ptent) is not { } folio)
            {
                continue;
            }

            if (ptent.Young || ptent.Dirty)
            {
                SetPte(mm, pte, PtepGetAndClear(mm, pte).MkOld().MkClean());
            }

            folio.Young = false;
        }

        if (nrSwap != 0)
        {
            AddRss(mm, nrSwap);
        }

        ArchLeaveLazyMmuMode();
        PteUnmapUnlock(mm, startPte, ptl);
        CondResched();
        return 0;
    }
}
