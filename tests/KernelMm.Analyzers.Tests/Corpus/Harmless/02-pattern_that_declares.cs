// 2. The pattern that tests also names the pointer.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        if (PteOffsetMapLock(mm, pmd, addr, out var ptl) is not { IsNull: false } pte)
        {
            return -Errno.Again;
        }

        SetPte(mm, pte, default);
        PteUnmapUnlock(mm, pte, ptl);
        return 0;
    }
}
