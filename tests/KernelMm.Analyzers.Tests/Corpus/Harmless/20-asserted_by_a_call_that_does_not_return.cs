// 20. A call that does not come back where its argument is true.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static void M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        var pte = PteOffsetMap(mm, pmd, addr);
        VmBugOn(pte.IsNull);
        PteUnmap(mm, pte);
    }
}
