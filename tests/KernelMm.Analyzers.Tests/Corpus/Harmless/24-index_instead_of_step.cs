// 24. Entries are reached by index, and the pointer never moves.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int M(Mm mm, PmdPtr pmd, VirtualAddress addr, int nr)
    {
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte)
        {
            return 0;
        }

        var young = 0;
        for (var i = 0; i < nr; i++)
        {
            young += PtepGet(mm, pte + i).Young ? 1 : 0;
        }

        PteUnmapUnlock(mm, pte, ptl);
        return young;
    }
}
