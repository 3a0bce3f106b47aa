// 60. Out of memory is what an allocation says, not the map.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int M(Mm mm, PmdPtr pmd, VirtualAddress addr, Vma vma)
    {
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte)
        {
            return -Errno.Again;
        }

        PteUnmapUnlock(mm, pte, ptl);
        return AllocFolio(vma, addr) is null ? -Errno.NoMemory : 0;
    }
}
