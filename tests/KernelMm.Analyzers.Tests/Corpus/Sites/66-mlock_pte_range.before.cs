// 66. mlock_pte_range, mm/mlock.c: mmap_lock for writing, and formerly no look at the slot at all; unmaps before it unlocks.
internal struct MlockPteRange : IMmWalkOps<MlockPteRange>
{
    private Vma _vma;

    public static int PmdEntry(ref MlockPteRange ops, PmdPtr pmd, Pmd entry, VirtualAddress addr, VirtualAddress end, ref MmWalk walk)
    {
        var (mm, vma) = (ops._vma.Mm, ops._vma);
        PtePtr startPte, pte;
        var ptl = PmdTransHugeLock(mm, pmd);
        if (!ptl.IsNull)
        {
            if (!PmdpGet(mm, pmd).Present)
            {
                goto out_;
            }

            MlockFolio(FolioOf(PmdpGet(mm, pmd).Pfn), vma.IsLocked);
            goto out_;
        }

        startPte = PteOffsetMapLock(mm, pmd, addr, out ptl);
        for (pte = startPte; addr != end; pte++, addr += PageSize)
        {
            var ptent = PtepGet(mm, pte); // KMM0001
            if (!ptent.Present)
            {
                continue;
            }

            if (VmNormalFolio(vma, addr, ptent) is { } folio)
            {
                MlockFolio(folio, vma.IsLocked);
            }
        }

        PteUnmap(mm, startPte); // KMM0001
    out_:
        mm.SpinUnlock(ptl);
        CondResched();
        return 0;
    }
}
