// 71. An endless loop that is left by its tests.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        while (true)
        {
            var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
            if (!pte)
            {
                return 0;
            }

            if (PtepGet(mm, pte).None)
            {
                PteUnmapUnlock(mm, pte, ptl);
                break;
            }

            PteUnmapUnlock(mm, pte, ptl);
            CondResched();
        }

        return 1;
    }
}
