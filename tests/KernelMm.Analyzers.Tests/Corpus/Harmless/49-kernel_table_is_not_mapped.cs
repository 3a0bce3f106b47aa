// 49. A kernel table is neither mapped nor unmapped.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        var pte = PteOffsetKernel(mm, pmd, addr);
        return PtepGet(mm, pte).Present ? 1 : 0;
    }
}
