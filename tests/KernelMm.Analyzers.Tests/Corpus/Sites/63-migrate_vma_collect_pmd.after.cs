// 63. migrate_vma_collect_pmd, mm/migrate_device.c: holes, huge pages and splits are handled on the way; null looks at the slot again.
// Linux 6.12 takes no migration entry there, and spins on one; here it is skipped.
internal struct MigrateVmaCollectPmd : IMmWalkOps<MigrateVmaCollectPmd>
{
    private Vma _vma;
    private MigrateVma _migrate;

    public static int PmdEntry(ref MigrateVmaCollectPmd ops, PmdPtr pmdp, Pmd entry, VirtualAddress start, VirtualAddress end, ref MmWalk walk)
    {
        var (mm, vma, migrate, addr, unmapped) = (ops._vma.Mm, ops._vma, ops._migrate, start, 0);
    again:
        var pmd = PmdpGetLockless(mm, pmdp);
        if (pmd.None)
        {
            return migrate.CollectHole(start, end);
        }

        if (!pmd.Present)
        {
            return migrate.CollectSkip(start, end);
        }

        if (pmd.Leaf)
        {
            var pml = PmdLock(mm, pmdp);
            var locked = PmdpGet(mm, pmdp);
            if (!locked.Leaf)
            {
                PmdUnlock(mm, pml);
                goto again;
            }

            var folio = FolioOf(locked.Pfn);
            FolioGet(folio);
            PmdUnlock(mm, pml);
            if (!FolioTrylock(folio))
            {
                FolioPut(folio);
                return migrate.CollectSkip(start, end);
            }

            var ret = SplitFolio(folio);
            FolioUnlock(folio);
            FolioPut(folio);
            if (ret != 0)
            {
                return migrate.CollectSkip(start, end);
            }
        }

        var ptep = PteOffsetMapLock(mm, pmdp, addr, out var ptl);
        if (!ptep)
        {
            goto again;
        }

        ArchEnterLazyMmuMode();
        for (; addr < end; addr += PageSize, ptep++)
        {
            var pte = PtepGet(mm, ptep);
            if (pte.None)
            {
                migrate.Add(addr, null);
                continue;
            }

            if (VmNormalFolio(vma, addr, pte) is not { } page)
            {
                migrate.Add(addr, null);
                continue;
            }

            if (FolioTrylock(page))
            {
                PtepGetAndClear(mm, ptep);
                SetPte(mm, ptep, MigrationPte(page));
                RemoveRmap(page, vma);
                unmapped++;
                FolioUnlock(page);
            }

            migrate.Add(addr, page);
        }

        if (unmapped != 0)
        {
            FlushTlbRange(vma, start, end);
        }

        ArchLeaveLazyMmuMode();
        PteUnmapUnlock(mm, ptep - 1, ptl);
        return 0;
    }
}
