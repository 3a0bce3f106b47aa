// 4. M5. walk_pte_range took kernel-half addresses for kernel tables where it mapped, and not where it unmapped: one unmap too many (ee40d543e97d,
// repairing 8b1cb4a2e819 and a349d72fd9ef).
internal static class WalkKernelHalf
{
    [NeedsHeld(HeldResource.MmapWriteLock)]
    internal static int Walk(Mm mm, Mm initMm, PmdPtr pmd, VirtualAddress addr, VirtualAddress end, VirtualAddress taskSize)
    {
        PtePtr pte;
        if (mm == initMm || addr >= taskSize)
        {
            pte = PteOffsetKernel(mm, pmd, addr);
        }
        else
        {
            pte = PteOffsetMap(mm, pmd, addr);
        }

        if (!pte)
        {
            return -Errno.Again;
        }

        var err = WalkPteRangeInner(mm, pte, addr, end);
        if (mm != initMm)
        {
            PteUnmap(mm, pte); // KMM0006
        }

        return err;
    }
}
