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
        PteClearTests(mm, vma, ptep, samples[0]);
        PteAdvancedTests(mm, vma, ptep, samples[1]);
        if (ptep)
        {
            PteUnmapUnlock(mm, ptep, ptl);
        }

        return 0;
    }

    private static void PteClearTests(Mm mm, Vma vma, [MayFail] PtePtr ptep, Pte pte)
    {
        if (!ptep)
        {
            WarnOnOnce();
            return;
        }

        SetPte(mm, ptep, pte);
        PteClear(mm, ptep);
    }

    private static void PteAdvancedTests(Mm mm, Vma vma, [MayFail] PtePtr ptep, Pte pte)
    {
        if (!ptep)
        {
            WarnOnOnce();
            return;
        }

        SetPte(mm, ptep, pte.MkYoung());
        PtepSetWrprotect(mm, ptep);
        PtepGetAndClear(mm, ptep);
    }
}
