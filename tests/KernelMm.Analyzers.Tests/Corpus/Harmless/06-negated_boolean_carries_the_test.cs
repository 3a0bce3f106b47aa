// 6. A boolean carries the opposite.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static void M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        var pte = PteOffsetMap(mm, pmd, addr);
        bool failed = pte.IsNull;
        if (!failed)
        {
            Use(PtepGet(mm, pte));
        }

        if (failed)
        {
            return;
        }

        PteUnmap(mm, pte);
    }
}
