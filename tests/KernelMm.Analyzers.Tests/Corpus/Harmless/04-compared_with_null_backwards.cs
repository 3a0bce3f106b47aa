// 4. The constant stands on the left.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static void M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        var pte = PteOffsetMap(mm, pmd, addr);
        if (PtePtr.Null != pte)
        {
            PteUnmap(mm, pte);
        }
    }
}
