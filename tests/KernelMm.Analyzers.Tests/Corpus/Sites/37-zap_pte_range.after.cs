// 37. zap_pte_range, mm/memory.c: null answers the unchanged address, and the pmd loop looks at the same slot again; a lock break does the same.
internal static class ZapPteRange
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static VirtualAddress Zap(MmuGather tlb, Vma vma, PmdPtr pmd, VirtualAddress addr, VirtualAddress end)
    {
        var (mm, forceFlush, rss) = (vma.Mm, false, 0);
        var start = addr;
        PtePtr startPte, pte;
        startPte = pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte)
        {
            return addr;
        }

        ArchEnterLazyMmuMode();
        do
        {
            var ptent = PtepGet(mm, pte);
            if (ptent.None)
            {
                continue;
            }

            if (NeedResched())
            {
                break;
            }

            if (ptent.Present)
            {
                PtepGetAndClear(mm, pte);
                rss--;
                if (tlb.Remove(FolioOf(ptent.Pfn)))
                {
                    forceFlush = true;
                    addr += PageSize;
                    break;
                }

                continue;
            }

            PteClear(mm, pte);
        }
        while (pte++ is var _ && (addr += PageSize) != end);

        AddRss(mm, rss);
        ArchLeaveLazyMmuMode();
        if (forceFlush)
        {
            FlushTlbRange(vma, start, addr);
        }

        PteUnmapUnlock(mm, startPte, ptl);
        if (forceFlush)
        {
            tlb.Flush();
        }

        return addr;
    }

    [NeedsHeld(HeldResource.MmapLock)]
    internal static void ZapPmdRange(MmuGather tlb, Vma vma, PmdPtr pmd, VirtualAddress addr, VirtualAddress end)
    {
        do
        {
            var next = PmdAddrEnd(addr, end);
            if (PmdpGetLockless(vma.Mm, pmd).None)
            {
                addr = next;
                continue;
            }

            addr = Zap(tlb, vma, pmd, addr, next);
            if (addr != next)
            {
                pmd--;
            }
        }
        while (pmd++ is var _ && addr != end);
    }
}
