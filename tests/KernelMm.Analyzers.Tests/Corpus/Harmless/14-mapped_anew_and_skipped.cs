// 14. Each turn maps and releases; a null skips the turn.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int M(Mm mm, PmdPtr pmd, VirtualAddress addr, VirtualAddress end)
    {
        var n = 0;
        for (; addr != end; addr += PageSize)
        {
            var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
            if (!pte)
            {
                continue;
            }

            n++;
            PteUnmapUnlock(mm, pte, ptl);
        }

        return n;
    }
}
