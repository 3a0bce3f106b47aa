// 24. M16. retract_page_tables, until 6.14: found a table, took the lock of its slot, and took the table's lock from the slot unseen.
internal static class Retract
{
    [NeedsHeld(HeldResource.RmapLock)]
    internal static void Retract_(Mm mm, Vma vma, PmdPtr pmd, VirtualAddress addr)
    {
        if (!PmdpGetLockless(mm, pmd).Present)
        {
            return;
        }

        var pml = PmdLock(mm, pmd);
        var ptl = PteLockptr(mm, pmd);
        if (ptl != pml)
        {
            mm.SpinLockNested(ptl);
        }

        var table = PmdpCollapseFlush(vma, addr, pmd); // KMM0012
        PmdpGetLocklessSync();
        if (ptl != pml)
        {
            mm.SpinUnlock(ptl);
        }

        PmdUnlock(mm, pml);
        MmDecNrPtes(mm);
        PteFreeDefer(mm, table);
    }
}
