// 8. damon_mkold_pmd_entry, mm/damon/vaddr.c: mmap_lock for reading; ageing may miss a range, so null skips.
internal struct DamonMkoldPmdEntry : IMmWalkOps<DamonMkoldPmdEntry>
{
    private Vma _vma;

    public static int PmdEntry(ref DamonMkoldPmdEntry ops, PmdPtr pmd, Pmd entry, VirtualAddress addr, VirtualAddress next, ref MmWalk walk)
    {
        var mm = ops._vma.Mm;
        if (entry.TransHuge)
        {
            var pml = PmdLock(mm, pmd);
            if (!PmdpGet(mm, pmd).TransHuge)
            {
                PmdUnlock(mm, pml);
                goto regular_page;
            }

            DamonPmdpMkold(mm, pmd);
            PmdUnlock(mm, pml);
            return 0;
        }

    regular_page:
        if (PmdpGet(mm, pmd).None || PmdpGet(mm, pmd).Bad)
        {
            return 0;
        }

        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!PtepGet(mm, pte).Present) // KMM0001
        {
            goto out_;
        }

        DamonPtepMkold(mm, pte);
    out_:
        PteUnmapUnlock(mm, pte, ptl);
        return 0;
    }
}
