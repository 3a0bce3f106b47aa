// 11. Walks back to the slot until it is mapped or holds no table: what is none, huge or migrating leaves.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
    again:
        var entry = PmdpGetLockless(mm, pmd);
        if (!entry.Present || entry.Leaf)
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
