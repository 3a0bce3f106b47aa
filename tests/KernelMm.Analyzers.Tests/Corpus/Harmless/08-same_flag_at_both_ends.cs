// 8. A parameter decides how it is mapped, and how it is released.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static void M(Mm mm, PmdPtr pmd, VirtualAddress addr, bool lockIt)
    {
        SpinlockPtr ptl = default;
        var pte = lockIt ? PteOffsetMapLock(mm, pmd, addr, out ptl) : PteOffsetMap(mm, pmd, addr);
        if (!pte)
        {
            return;
        }

        Use(PtepGet(mm, pte));
        if (lockIt)
        {
            PteUnmapUnlock(mm, pte, ptl);
        }
        else
        {
            PteUnmap(mm, pte);
        }
    }
}
