// 2. clear_refs_pte_range, fs/proc/task_mmu.c: mmap_lock for writing; soft-dirty or young bits go, page by page.
internal struct ClearRefsPteRange : IMmWalkOps<ClearRefsPteRange>
{
    private Vma _vma;
    private bool _softDirty;

    public static int PmdEntry(ref ClearRefsPteRange ops, PmdPtr pmd, Pmd entry, VirtualAddress addr, VirtualAddress end, ref MmWalk walk)
    {
        var (mm, vma) = (ops._vma.Mm, ops._vma);
        var pml = PmdTransHugeLock(mm, pmd);
        if (!pml.IsNull)
        {
            if (ops._softDirty)
            {
                ClearSoftDirtyPmd(mm, pmd);
                goto unlock;
            }

            PmdpTestAndClearYoung(mm, pmd);
        unlock:
            mm.SpinUnlock(pml);
            return 0;
        }

        if (PmdTransUnstable(mm, pmd)) // KMM0021
        {
            return 0;
        }

        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        for (; addr != end; pte++, addr += PageSize)
        {
            var ptent = PtepGet(mm, pte); // KMM0001
            if (ops._softDirty)
            {
                SetPte(mm, pte, ptent.Wrprotect().ClearSoftDirty());
                continue;
            }

            if (!ptent.Present)
            {
                continue;
            }

            if (VmNormalFolio(vma, addr, ptent) is not { } folio)
            {
                continue;
            }

            PtepTestAndClearYoung(mm, pte);
            folio.Young = false;
        }

        PteUnmapUnlock(mm, pte - 1, ptl); // KMM0001
        CondResched();
        return 0;
    }
}
