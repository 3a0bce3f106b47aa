// 63. Under the slot's lock the slot says which table it is.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static void M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        var pml = PmdLock(mm, pmd);
        if (PmdpGet(mm, pmd).Kind == EntryKind.Table)
        {
            var ptl = PteLockptr(mm, pmd);
            if (ptl != pml)
            {
                mm.SpinLockNested(ptl);
                mm.SpinUnlock(ptl);
            }
        }

        PmdUnlock(mm, pml);
    }
}
