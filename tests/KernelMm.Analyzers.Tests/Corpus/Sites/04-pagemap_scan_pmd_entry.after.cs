// 4. pagemap_scan_pmd_entry, fs/proc/task_mmu.c: younger than the series; lazy MMU mode is entered before the map, so null has to leave it.
internal struct PagemapScanPmdEntry : IMmWalkOps<PagemapScanPmdEntry>
{
    private Vma _vma;
    private PagemapScan _scan;

    public static int PmdEntry(ref PagemapScanPmdEntry ops, PmdPtr pmd, Pmd entry, VirtualAddress start, VirtualAddress end, ref MmWalk walk)
    {
        var (mm, vma, p) = (ops._vma.Mm, ops._vma, ops._scan);
        var flushEnd = start;
        var ret = p.ThpEntry(mm, pmd, start, end);
        if (ret != -Errno.NoEntry)
        {
            return ret;
        }

        ret = 0;
        ArchEnterLazyMmuMode();
        PtePtr startPte, pte;
        startPte = pte = PteOffsetMapLock(mm, pmd, start, out var ptl);
        if (!pte)
        {
            ArchLeaveLazyMmuMode();
            walk.Action = PageWalkAction.Again;
            return 0;
        }

        for (var addr = start; addr != end; pte++, addr += PageSize)
        {
            var next = addr + PageSize;
            var categories = p.PageCategory(vma, addr, PtepGet(mm, pte));
            if (!p.IsInteresting(categories))
            {
                continue;
            }

            ret = p.Output(categories, addr, ref next);
            if (next == addr)
            {
                break;
            }

            if (!p.WriteProtects)
            {
                continue;
            }

            SetPte(mm, pte, PtepGet(mm, pte).MkUffdWp());
            flushEnd = next;
        }

        if (flushEnd != start)
        {
            FlushTlbRange(vma, start, flushEnd);
        }

        ArchLeaveLazyMmuMode();
        PteUnmapUnlock(mm, startPte, ptl);
        CondResched();
        return ret;
    }
}
