// 42. apply_to_pte_range, mm/memory.c, where it only takes what exists: no table is the caller's error; kernel tables are never unmapped.
internal static class ApplyToPteRangeExisting
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int Apply(Mm mm, Mm initMm, PmdPtr pmd, VirtualAddress addr, VirtualAddress end, Func<Pte, Pte> fn)
    {
        PtePtr pte, mappedPte;
        SpinlockPtr ptl = default;
        VmBugOn(PmdpGet(mm, pmd).Leaf);
        if (mm == initMm)
        {
            mappedPte = pte = PteOffsetKernel(mm, pmd, addr);
        }
        else
        {
            mappedPte = pte = PteOffsetMapLock(mm, pmd, addr, out ptl);
        }

        do
        {
            var entry = PtepGet(mm, pte); // KMM0001
            if (!entry.None)
            {
                SetPte(mm, pte, fn(entry));
            }
        }
        while (pte++ is var _ && (addr += PageSize) != end);

        if (mm != initMm)
        {
            PteUnmapUnlock(mm, mappedPte, ptl);
        }

        return 0;
    }
}
