// 75. folio_walk_start, mm/pagewalk.c: younger than the series; what it finds stays mapped and locked until folio_walk_end.
internal static class FolioWalkStart
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static Folio? Start(ref FolioWalk fw, Vma vma, VirtualAddress addr, PmdPtr pmdp)
    {
        var mm = vma.Mm;
        var pmd = PmdpGetLockless(mm, pmdp);
        if (pmd.None)
        {
            goto not_found;
        }

        fw.Pte = PteOffsetMapLock(mm, pmdp, addr, out fw.Ptl);
        if (!fw.Pte)
        {
            goto not_found;
        }

        var pte = PtepGet(mm, fw.Pte);
        if (pte.Present && VmNormalFolio(vma, addr, pte) is { } folio)
        {
            return folio;
        }

        PteUnmapUnlock(mm, fw.Pte, fw.Ptl);
    not_found:
        return null;
    }

    [NeedsHeld(HeldResource.MmapLock)]
    internal static void End(ref FolioWalk fw, Vma vma) => PteUnmapUnlock(vma.Mm, fw.Pte, fw.Ptl);
}
