// 50. The mapping is the result, and the method says so.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    [return: MayFail, ReturnsMapped]
    internal static PtePtr M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        return PteOffsetMap(mm, pmd, addr);
    }
}
