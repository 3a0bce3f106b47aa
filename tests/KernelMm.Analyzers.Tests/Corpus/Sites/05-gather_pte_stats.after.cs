// 5. gather_pte_stats, fs/proc/task_mmu.c (numa_maps): mmap_lock for reading; counts have to be complete.
internal struct GatherPteStats : IMmWalkOps<GatherPteStats>
{
    private Vma _vma;
    private Tally _md;

    public static int PmdEntry(ref GatherPteStats ops, PmdPtr pmd, Pmd entry, VirtualAddress addr, VirtualAddress end, ref MmWalk walk)
    {
        var (mm, vma, md) = (ops._vma.Mm, ops._vma, ops._md);
        var pml = PmdTransHugeLock(mm, pmd);
        if (!pml.IsNull)
        {
            md.Huge++;
            mm.SpinUnlock(pml);
            return 0;
        }

        PtePtr origPte, pte;
        origPte = pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte)
        {
            walk.Action = PageWalkAction.Again;
            return 0;
        }

        do
        {
            var ptent = PtepGet(mm, pte);
            if (VmNormalFolio(vma, addr, ptent) is { } folio)
            {
                md.Pages++;
                md.Dirty += ptent.Dirty ? 1 : 0;
                md.Young += folio.Young ? 1 : 0;
            }

            pte++;
            addr += PageSize;
        }
        while (addr != end);

        PteUnmapUnlock(mm, origPte, ptl);
        CondResched();
        return 0;
    }
}
