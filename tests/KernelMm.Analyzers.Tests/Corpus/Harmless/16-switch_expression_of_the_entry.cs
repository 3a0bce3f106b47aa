// 16. A switch expression reads the entry while it is mapped.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte)
        {
            return 0;
        }

        var kind = PtepGet(mm, pte) switch
        {
            { None: true } => 1,
            { Present: true, Young: true } => 2,
            { Present: true } => 3,
            _ => 4,
        };
        PteUnmap(mm, pte);
        return kind;
    }
}
