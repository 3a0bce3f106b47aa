// 31. M20. FOLL_SPLIT_PMD called a slot that was not a table any more "busy" (2378118bd9da, patch 25).
internal static class SplitBusy
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int Follow(Vma vma, PmdPtr pmd, VirtualAddress address, out Folio? page)
    {
        var mm = vma.Mm;
        page = null;
        SplitHugePmd(vma, pmd, address);
        if (PmdTransUnstable(mm, pmd)) // KMM0021
        {
            return -Errno.Busy;
        }

        var pte = PteOffsetMapLock(mm, pmd, address, out var ptl);
        if (!pte)
        {
            return -Errno.Busy; // KMM0014
        }

        page = VmNormalFolio(vma, address, PtepGet(mm, pte));
        PteUnmapUnlock(mm, pte, ptl);
        return 0;
    }
}
