// 10. debug_vm_pgtable, mm/debug_vm_pgtable.c: a self-test at boot, on an address space of its own; the sub-tests take null and warn.
internal static class DebugVmPgtable
{
    [NeedsHeld(HeldResource.MmapWriteLock)]
    internal static int Run(Mm mm, Vma vma, PmdPtr pmdp, VirtualAddress addr, Pte[] samples)
    {
        if (PteAlloc(mm, pmdp))
        {
            return -Errno.NoMemory;
        }

        var ptep = PteOffsetMapLock(mm, pmdp, addr, out var ptl);
        PteClearTests(mm, vma, ptep, samples[0]); // KMM0019
        PteAdvancedTests(mm, vma, ptep, samples[1]);
        PteUnmapUnlock(mm, ptep, ptl);
        return 0;
    }

    private static void PteClearTests(Mm mm, Vma vma, [NeedsMapped(Writes = true)] PtePtr ptep, Pte pte)
    {
        SetPte(mm, ptep, pte);
        PteClear(mm, ptep);
    }

    private static void PteAdvancedTests(Mm mm, Vma vma, [NeedsMapped(Writes = true)] PtePtr ptep, Pte pte)
    {
        SetPte(mm, ptep, pte.MkYoung());
        PtepSetWrprotect(mm, ptep);
        PtepGetAndClear(mm, ptep);
    }
}
