// 37. M28. khugepaged took tables out of their slots without the interrupt that waits for fast walkers (2022).
internal static class NoSync
{
    [NeedsHeld(HeldResource.MmapWriteLock)]
    internal static void Retract(Mm mm, Vma vma, PmdPtr pmd, VirtualAddress addr)
    {
        var pml = PmdLock(mm, pmd);
        var now = PmdpGet(mm, pmd);
        if (!now.Present || now.Leaf)
        {
            PmdUnlock(mm, pml);
            return;
        }

        var table = PmdpCollapseFlush(vma, addr, pmd);
        PmdUnlock(mm, pml);
        MmDecNrPtes(mm);
        PteFreeDefer(mm, table); // KMM0026
    }
}
