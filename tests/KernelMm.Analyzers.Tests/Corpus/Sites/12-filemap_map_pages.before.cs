// 12. filemap_map_pages, mm/filemap.c: fault-around; holds a locked folio, and where there is no table the single-page fault goes on.
internal static class FilemapMapPages
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static FaultResult MapPages(ref VmFault vmf, Mapping mapping, int startPgoff, int endPgoff)
    {
        var (mm, ret) = (vmf.Mm, FaultResult.None);
        mm.RcuReadLock();
        var folio = mapping.NextUptodateFolio(startPgoff, endPgoff);
        if (folio is null)
        {
            goto out_;
        }

        if (FilemapMapPmd(ref vmf, folio, startPgoff))
        {
            ret = FaultResult.NoPage;
            goto out_;
        }

        var addr = vmf.Address;
        vmf.Pte = PteOffsetMapLock(mm, vmf.Pmd, addr, out vmf.Ptl);
        var lastPgoff = startPgoff;
        do
        {
            vmf.Pte += folio.Index - lastPgoff; // KMM0001
            lastPgoff = folio.Index;
            if (PtepGet(mm, vmf.Pte).None)
            {
                SetPte(mm, vmf.Pte, new Pte(folio.Pfn.Value));
            }

            mapping.UnlockAndPut(folio);
            folio = mapping.NextUptodateFolio(lastPgoff + 1, endPgoff);
        }
        while (folio is not null);

        PteUnmapUnlock(mm, vmf.Pte, vmf.Ptl);
    out_:
        mm.RcuReadUnlock();
        return ret;
    }

    private static bool FilemapMapPmd(ref VmFault vmf, Folio folio, int start)
    {
        var mm = vmf.Mm;
        if (PmdpGet(mm, vmf.Pmd).None && vmf.PreallocPte is not null)
        {
            PmdInstall(mm, vmf.Pmd, ref vmf.PreallocPte);
        }

        return PmdDevmapTransUnstable(mm, vmf.Pmd); // KMM0021
    }
}
