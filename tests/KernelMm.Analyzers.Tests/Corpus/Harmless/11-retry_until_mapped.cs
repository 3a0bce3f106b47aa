// 11. Walks back to the slot until it is none or mapped.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
    again:
        if (PmdpGetLockless(mm, pmd).None)
        {
            return 0;
        }

        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte)
        {
            goto again;
        }

        SetPte(mm, pte, default);
        PteUnmapUnlock(mm, pte, ptl);
        return 1;
    }
}
