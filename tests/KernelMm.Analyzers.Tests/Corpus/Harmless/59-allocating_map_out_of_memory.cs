// 59. A map that allocates may answer its null with out of memory.
internal static class C
{
    [NeedsHeld(HeldResource.MmapWriteLock)]
    internal static int M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        var pte = PteAllocMapLock(mm, pmd, addr, out var ptl);
        if (!pte)
        {
            return -Errno.NoMemory;
        }

        SetPte(mm, pte, default);
        PteUnmapUnlock(mm, pte, ptl);
        return 0;
    }
}
