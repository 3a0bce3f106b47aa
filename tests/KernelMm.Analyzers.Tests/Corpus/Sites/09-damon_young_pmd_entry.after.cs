// 9. damon_young_pmd_entry, mm/damon/vaddr.c: mmap_lock for reading; formerly an empty slot aborted the walk, now it is a hole.
internal struct DamonYoungPmdEntry : IMmWalkOps<DamonYoungPmdEntry>
{
    private Vma _vma;
    private bool _young;

    public static int PmdEntry(ref DamonYoungPmdEntry ops, PmdPtr pmd, Pmd entry, VirtualAddress addr, VirtualAddress next, ref MmWalk walk)
    {
        var (mm, vma) = (ops._vma.Mm, ops._vma);
        if (entry.TransHuge)
        {
            var pml = PmdLock(mm, pmd);
            var pmde = PmdpGet(mm, pmd);
            if (!pmde.Present)
            {
                PmdUnlock(mm, pml);
                return 0;
            }

            if (!pmde.TransHuge)
            {
                PmdUnlock(mm, pml);
                goto regular_page;
            }

            ops._young |= pmde.Young || FolioOf(pmde.Pfn).Young;
            PmdUnlock(mm, pml);
            return 0;
        }

    regular_page:
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte)
        {
            return 0;
        }

        var ptent = PtepGet(mm, pte);
        if (!ptent.Present)
        {
            goto out_;
        }

        if (VmNormalFolio(vma, addr, ptent) is not { } folio)
        {
            goto out_;
        }

        ops._young |= ptent.Young || folio.Young;
    out_:
        PteUnmapUnlock(mm, pte, ptl);
        return 0;
    }
}
