// 30. The two halves of the release, one after the other.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static void M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte)
        {
            return;
        }

        SetPte(mm, pte, default);
        mm.SpinUnlock(ptl);
        PteUnmap(mm, pte);
    }
}
