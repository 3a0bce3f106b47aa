// 31. mem_cgroup_count_precharge_pte_range, mm/memcontrol-v1.c: mmap_lock for reading; an estimate.
internal struct MemCgroupCountPrecharge : IMmWalkOps<MemCgroupCountPrecharge>
{
    private Vma _vma;
    private int _precharge;

    public static int PmdEntry(ref MemCgroupCountPrecharge ops, PmdPtr pmd, Pmd entry, VirtualAddress addr, VirtualAddress end, ref MmWalk walk)
    {
        var (mm, vma) = (ops._vma.Mm, ops._vma);
        var pml = PmdTransHugeLock(mm, pmd);
        if (!pml.IsNull)
        {
            ops._precharge += PtrsPerPte;
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
            if (VmNormalFolio(vma, addr, PtepGet(mm, pte)) is not null) // KMM0001
            {
                ops._precharge++;
            }
        }

        PteUnmapUnlock(mm, pte - 1, ptl); // KMM0001
        CondResched();
        return 0;
    }
}
