// 39. Nobody else can detach the table, so nothing has to be compared.
internal static class C
{
    [NeedsHeld(HeldResource.MmapWriteLock)]
    internal static void M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        var pte = PteOffsetMapRwNoLock(mm, pmd, addr, out _, out var ptl);
        if (!pte)
        {
            return;
        }

        mm.SpinLock(ptl);
        PteClear(mm, pte);
        PteUnmapUnlock(mm, pte, ptl);
    }
}
