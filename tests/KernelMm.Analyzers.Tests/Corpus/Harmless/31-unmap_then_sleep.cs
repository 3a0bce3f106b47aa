// 31. What may sleep comes after the release.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static void M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (pte)
        {
            PteUnmapUnlock(mm, pte, ptl);
        }

        CondResched();
    }
}
