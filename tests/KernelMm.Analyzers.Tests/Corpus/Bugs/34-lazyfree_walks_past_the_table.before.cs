// 34. M24. The batched unmap of a lazily freed folio walked past the end of the table where the folio crosses a pmd (ddd05742b45b, 2025).
internal static class LazyfreeBatch
{
    [NeedsHeld(HeldResource.RmapLock)]
    internal static int Batch(Mm mm, PmdPtr pmd, VirtualAddress address, Folio folio)
    {
        var start = PteOffsetMapLock(mm, pmd, address, out var ptl);
        if (!start)
        {
            return 0;
        }

        var max = folio.Pages;
        var n = 0;
        for (var pte = start; n < max && PtepGet(mm, pte).Present; pte++) // KMM0007
        {
            n++;
        }

        PteUnmapUnlock(mm, start, ptl);
        return n;
    }
}
