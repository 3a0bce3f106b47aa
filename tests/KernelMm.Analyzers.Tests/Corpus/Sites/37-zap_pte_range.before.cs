// 37. zap_pte_range, mm/memory.c: null answers the unchanged address, and the pmd loop looks at the same slot again; a lock break does the same.
internal static class ZapPteRange
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static VirtualAddress Zap(MmuGather tlb, Vma vma, PmdPtr pmd, VirtualAddress addr, VirtualAddress end)
    {
        var (mm, forceFlush, rss) = (vma.Mm, false, 0);
        var start = addr;
        if (PmdNoneOrTransHugeOrClearBad(mm, pmd)) // KMM0021
        {
            return end;
        }

    again:
        PtePtr startPte, pte;
        startPte = pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        ArchEnterLazyMmuMode();
        do
        {
            var ptent = PtepGet(mm, pte); // KMM0001
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
            forceFlush = false;
        }

        if (addr != end)
        {
            CondResched();
            goto again;
        }

        return addr;
    }
}
