// 32. mem_cgroup_move_charge_pte_range, mm/memcontrol-v1.c: maps again after every new charge, and formerly only the first lap looked at the slot.
internal struct MemCgroupMoveCharge : IMmWalkOps<MemCgroupMoveCharge>
{
    private Vma _vma;
    private int _precharge;

    public static int PmdEntry(ref MemCgroupMoveCharge ops, PmdPtr pmd, Pmd entry, VirtualAddress addr, VirtualAddress end, ref MmWalk walk)
    {
        var (mm, vma, ret) = (ops._vma.Mm, ops._vma, 0);
    retry:
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte)
        {
            return 0;
        }

        for (; addr != end; addr += PageSize)
        {
            var ptent = PtepGet(mm, pte++);
            if (ops._precharge == 0)
            {
                break;
            }

            if (VmNormalFolio(vma, addr, ptent) is { } folio && IsolateFolio(folio))
            {
                ops._precharge--;
            }
        }

        PteUnmapUnlock(mm, pte - 1, ptl);
        CondResched();
        if (addr != end)
        {
            ret = MemCgroupDoPrecharge(1, out ops._precharge);
            if (ret == 0)
            {
                goto retry;
            }
        }

        return ret;
    }
}
