// 64. migrate_vma_insert_page, mm/migrate_device.c: allocation and charge before the map; an abort clears the page's migrate bit.
internal static class MigrateVmaInsertPage
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static void Insert(Vma vma, VirtualAddress addr, PmdPtr pmdp, Folio folio, ref ulong src)
    {
        var mm = vma.Mm;
        if (!vma.IsAnonymous)
        {
            goto abort;
        }

        if (PteAlloc(mm, pmdp))
        {
            goto abort;
        }

        if (AnonVmaPrepare(vma))
        {
            goto abort;
        }

        var flush = false;
        var entry = new Pte(folio.Pfn.Value);
        var ptep = PteOffsetMapLock(mm, pmdp, addr, out var ptl);
        if (!ptep)
        {
            goto abort;
        }

        var origPte = PtepGet(mm, ptep);
        if (origPte.Present)
        {
            if (!origPte.Special)
            {
                goto unlock_abort;
            }

            flush = true;
        }
        else if (!origPte.None)
        {
            goto unlock_abort;
        }

        if (vma.HasUffdWp)
        {
            goto unlock_abort;
        }

        AddRmap(folio, vma, addr);
        FolioGet(folio);
        if (flush)
        {
            PtepGetAndClear(mm, ptep);
        }

        SetPte(mm, ptep, entry);
        UpdateMmuCache(vma, addr, ptep);
        PteUnmapUnlock(mm, ptep, ptl);
        return;

    unlock_abort:
        PteUnmapUnlock(mm, ptep, ptl);
    abort:
        src &= ~2UL;
    }
}
