// 3. The mapping may go before its lock, if nobody looks at the entries in between.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static void MigrationEntryWait(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        var ptep = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!ptep)
        {
            return;
        }

        var pte = PtepGet(mm, ptep);
        PteUnmap(mm, ptep);
        if (!IsSwapPte(pte))
        {
            goto unlock;
        }

        WaitOn(pte);
        mm.SpinUnlock(ptl);
        return;

    unlock:
        mm.SpinUnlock(ptl);
    }

    private static void WaitOn(Pte pte) => Use(pte);
}
