// 1. Map and lock; null has an outcome; a loop that runs at least once; unmap and unlock one behind the last.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int ChangePteRange(Mm mm, PmdPtr pmd, VirtualAddress addr, VirtualAddress end)
    {
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte)
        {
            return -Errno.Again;
        }

        var pages = 0;
        do
        {
            var old = PtepGet(mm, pte);
            if (old.Present)
            {
                SetPte(mm, pte, PtepGetAndClear(mm, pte));
                pages++;
            }
        }
        while (pte++ is var _ && (addr += PageSize) != end);

        PteUnmapUnlock(mm, pte - 1, ptl);
        return pages;
    }

    [NeedsHeld(HeldResource.MmapLock)]
    internal static void FromTheStart(Mm mm, PmdPtr pmd, VirtualAddress addr, VirtualAddress end)
    {
        PtePtr start, pte;
        start = pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!start)
        {
            return;
        }

        for (; addr != end; pte++, addr += PageSize)
        {
            if (PtepGet(mm, pte).None)
            {
                break;
            }
        }

        PteUnmapUnlock(mm, start, ptl);
    }
}
