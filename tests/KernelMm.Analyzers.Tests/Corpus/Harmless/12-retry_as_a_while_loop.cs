// 12. The same with a loop instead of a jump.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        while (PmdpGetLockless(mm, pmd).Kind == EntryKind.Table)
        {
            var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
            if (!pte)
            {
                continue;
            }

            SetPte(mm, pte, default);
            PteUnmapUnlock(mm, pte, ptl);
            return 1;
        }

        return 0;
    }
}
