// 3. M4. damos_va_migrate_pmd_entry left the table mapped and locked (2025).
internal struct DamosVaMigrate : IMmWalkOps<DamosVaMigrate>
{
    private Vma _vma;
    private Tally _tally;

    public static int PmdEntry(ref DamosVaMigrate ops, PmdPtr pmd, Pmd entry, VirtualAddress addr, VirtualAddress next, ref MmWalk walk)
    {
        var (mm, vma) = (ops._vma.Mm, ops._vma);
        PtePtr startPte, pte;
        startPte = pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte)
        {
            return 0;
        }

        for (; addr < next; pte++, addr += PageSize)
        {
            var ptent = PtepGet(mm, pte);
            if (!ptent.Present)
            {
                continue;
            }

            if (VmNormalFolio(vma, addr, ptent) is { } folio && IsolateFolio(folio))
            {
                ops._tally.Pages++;
            }
        }

        PteUnmapUnlock(mm, startPte, ptl);
        return 0;
    }
}
