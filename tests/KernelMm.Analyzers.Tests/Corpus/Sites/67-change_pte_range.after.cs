// 67. change_pte_range, mm/mprotect.c: "none changed" would lose a protection change, so null is -EAGAIN, and the pmd loop takes the same pmd again.
internal static class ChangePteRange
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static long ChangePte(MmuGather tlb, Vma vma, PmdPtr pmd, VirtualAddress addr, VirtualAddress end, Pgprot newprot)
    {
        var (mm, pages) = (vma.Mm, 0L);
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte)
        {
            return -Errno.Again;
        }

        ArchEnterLazyMmuMode();
        do
        {
            var oldpte = PtepGet(mm, pte);
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
        again:
            if (PmdpGetLockless(mm, pmd).None)
            {
                goto next_;
            }

            var ret = ChangePte(tlb, vma, pmd, addr, next, newprot);
            if (ret < 0)
            {
                goto again;
            }

            pages += ret;
        next_:
            CondResched();
            addr = next;
        }
        while (pmd++ is var _ && addr != end);

        return pages;
    }
}
