// 25. ksm_next_page_pmd_entry, mm/ksm.c: younger than the series; the first page found stays referenced for the caller; the lock goes before the mapping.
internal struct KsmNextPagePmdEntry : IMmWalkOps<KsmNextPagePmdEntry>
{
    private Vma _vma;
    private Folio? _found;
    private VirtualAddress _address;

    public static int PmdEntry(ref KsmNextPagePmdEntry ops, PmdPtr pmdp, Pmd entry, VirtualAddress addr, VirtualAddress end, ref MmWalk walk)
    {
        var (mm, vma) = (ops._vma.Mm, ops._vma);
        if (entry.Leaf)
        {
            return ops.FoundHuge(mm, pmdp, addr);
        }

        PtePtr startPtep, ptep;
        startPtep = ptep = PteOffsetMapLock(mm, pmdp, addr, out var ptl);
        Folio? folio = null;
        for (; addr < end; ptep++, addr += PageSize)
        {
            var pte = PtepGet(mm, ptep); // KMM0001
            if (!pte.Present)
            {
                continue;
            }

            folio = VmNormalFolio(vma, addr, pte);
            if (folio is { Anon: true })
            {
                break;
            }
        }

        ops._found = folio;
        ops._address = addr;
        mm.SpinUnlock(ptl); // KMM0017
        PteUnmap(mm, startPtep); // KMM0001
        return folio is null ? 0 : 1;
    }

    private int FoundHuge(Mm mm, [LiveSlot] PmdPtr pmdp, VirtualAddress addr)
    {
        var pml = PmdLock(mm, pmdp);
        var pmd = PmdpGet(mm, pmdp);
        _found = pmd.Leaf ? FolioOf(pmd.Pfn) : null;
        _address = addr;
        PmdUnlock(mm, pml);
        return _found is null ? 0 : 1;
    }
}
