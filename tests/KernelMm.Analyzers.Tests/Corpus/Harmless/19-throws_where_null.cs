// 19. Null is a bug here, and thrown as one.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static void M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte)
        {
            throw new InvalidOperationException("there is no table");
        }

        PteUnmap(mm, pte);
    }
}
