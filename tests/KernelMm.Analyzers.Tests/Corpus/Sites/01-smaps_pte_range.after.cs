// 1. smaps_pte_range, fs/proc/task_mmu.c: mmap_lock for reading; the output is one record per page, so null walks again.
internal struct SmapsPteRange : IMmWalkOps<SmapsPteRange>
{
    private Vma _vma;
    private Tally _mss;

    public static int PmdEntry(ref SmapsPteRange ops, PmdPtr pmd, Pmd entry, VirtualAddress addr, VirtualAddress end, ref MmWalk walk)
    {
        var mm = ops._vma.Mm;
        var pml = PmdTransHugeLock(mm, pmd);
        if (!pml.IsNull)
        {
            ops._mss.Huge++;
            mm.SpinUnlock(pml);
            goto out_;
        }

        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte)
        {
            walk.Action = PageWalkAction.Again;
            return 0;
        }

        for (; addr != end; pte++, addr += PageSize)
        {
            SmapsPteEntry(mm, pte, addr, ops._mss);
        }

        PteUnmapUnlock(mm, pte - 1, ptl);
    out_:
        CondResched();
        return 0;
    }
}
