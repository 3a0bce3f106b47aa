// 67. change_pte_range, mm/mprotect.c: "none changed" would lose a protection change, so null is -EAGAIN, and the pmd loop takes the same pmd again.
internal static class ChangePteRange
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static long ChangePte(MmuGather tlb, Vma vma, PmdPtr pmd, VirtualAddress addr, VirtualAddress end, Pgprot newprot)
    {
        var (mm, pages) = (vma.Mm, 0L);
        if (PmdTransUnstable(mm, pmd)) // KMM0021
        {
            return 0;
        }

        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        ArchEnterLazyMmuMode();
        do
        {
            var oldpte = PtepGet(mm, pte); // KMM0001
            if (oldpte.Present)
            {
                if (oldpte.Protnone)
                {
                    continue;
                }

                SetPte(mm, pte, PfnPte(PtepGetAndClear(mm, pte).Pfn, newprot));
                pages++;
            }
            else if (IsSwapPte(oldpte))
            {
                SetPte(mm, pte, oldpte.SwpMkUffdWp());
                pages++;
            }
        }
        while (pte++ is var _ && (addr += PageSize) != end);

        ArchLeaveLazyMmuMode();
        PteUnmapUnlock(mm, pte - 1, ptl);
        return pages;
    }

    [NeedsHeld(HeldResource.MmapLock)]
    internal static long ChangePmdRange(MmuGather tlb, Vma vma, PmdPtr pmd, VirtualAddress addr, VirtualAddress end, Pgprot newprot)
    {
        var (mm, pages) = (vma.Mm, 0L);
        do
        {
            var next = PmdAddrEnd(addr, end);
            if (PmdNoneOrClearBadUnlessTransHuge(mm, pmd)) // KMM0021
            {
                goto next_;
            }

            pages += ChangePte(tlb, vma, pmd, addr, next, newprot);
        next_:
            CondResched();
            addr = next;
        }
        while (pmd++ is var _ && addr != end);

        return pages;
    }
}
