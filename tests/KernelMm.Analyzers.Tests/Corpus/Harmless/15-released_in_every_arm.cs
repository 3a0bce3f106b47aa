// 15. Every arm of a switch releases by itself.
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

        switch (PtepGet(mm, pte).Kind)
        {
            case EntryKind.None:
                PteUnmap(mm, pte);
                return 1;
            case EntryKind.Leaf:
                PteUnmap(mm, pte);
                return 2;
            default:
                PteUnmap(mm, pte);
                return 3;
        }
    }
}
