// 36. M28. khugepaged freed the table that it had taken out of its slot at once, under readers that hold nothing but RCU (repaired by the freeing
// after a grace period, 1d65b771bc08, 6.6).
internal static class FreesAtOnce
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
        PmdpGetLocklessSync();
        PmdUnlock(mm, pml);
        MmDecNrPtes(mm);
        PteFree(mm, table); // KMM0026
    }
}
