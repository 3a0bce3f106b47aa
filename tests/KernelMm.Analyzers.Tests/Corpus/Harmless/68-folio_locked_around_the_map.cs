// 68. The folio is locked outside, and unlocked on both ways.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int M(Mm mm, PmdPtr pmd, VirtualAddress addr, Folio folio)
    {
        FolioLock(folio);
        var ret = 0;
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (pte)
        {
            SetPte(mm, pte, new Pte(folio.Pfn.Value));
            PteUnmapUnlock(mm, pte, ptl);
            ret = 1;
        }

        FolioUnlock(folio);
        return ret;
    }
}
