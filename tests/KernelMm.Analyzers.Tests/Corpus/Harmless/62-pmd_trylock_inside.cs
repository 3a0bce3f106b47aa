// 62. Under the table's lock the slot's lock is only tried for.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static bool M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte)
        {
            return false;
        }

        var done = PmdTrylock(mm, pmd, out var pml);
        if (done)
        {
            PmdUnlock(mm, pml);
        }

        PteUnmapUnlock(mm, pte, ptl);
        return done;
    }
}
