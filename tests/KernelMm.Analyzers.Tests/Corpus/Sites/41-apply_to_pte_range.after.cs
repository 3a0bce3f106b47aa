// 41. apply_to_pte_range, mm/memory.c, where it creates: kernel tables are neither mapped nor unmapped, and the same question is asked at both ends.
// The form is older than the series, which did not touch it.
internal static class ApplyToPteRangeCreating
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int Apply(Mm mm, Mm initMm, PmdPtr pmd, VirtualAddress addr, VirtualAddress end, Func<Pte, Pte> fn)
    {
        PtePtr pte, mappedPte;
        SpinlockPtr ptl = default;
        if (mm == initMm)
        {
            mappedPte = pte = PteAllocKernel(pmd, addr);
            if (!pte)
            {
                return -Errno.NoMemory;
            }
        }
        else
        {
            mappedPte = pte = PteAllocMapLock(mm, pmd, addr, out ptl);
            if (!pte)
            {
                return -Errno.NoMemory;
            }
        }

        ArchEnterLazyMmuMode();
        do
        {
            SetPte(mm, pte, fn(PtepGet(mm, pte)));
        }
        while (pte++ is var _ && (addr += PageSize) != end);

        ArchLeaveLazyMmuMode();
        if (mm != initMm)
        {
            PteUnmapUnlock(mm, mappedPte, ptl);
        }

        return 0;
    }
}
