// 73. walk_pte_range, mm/pagewalk.c, without a VMA: kernel tables are not mapped at all; user tables are walked again where they went.
internal static class WalkPteRangeNoVma
{
    [NeedsHeld(HeldResource.MmapWriteLock)]
    internal static int Walk(Mm mm, Mm initMm, PmdPtr pmd, VirtualAddress addr, VirtualAddress end, VirtualAddress taskSize, ref MmWalk walk)
    {
        var err = 0;
        PtePtr pte;
        if (mm == initMm || addr >= taskSize)
        {
            pte = PteOffsetKernel(mm, pmd, addr);
        }
        else
        {
            pte = PteOffsetMap(mm, pmd, addr);
        }

        err = WalkPteRangeInner(mm, pte, addr, end); // KMM0001
        if (mm != initMm && addr < taskSize)
        {
            PteUnmap(mm, pte);
        }

        return err;
    }
}
