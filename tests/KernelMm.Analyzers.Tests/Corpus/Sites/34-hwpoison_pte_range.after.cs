// 34. hwpoison_pte_range, mm/memory-failure.c: looks for one page; the first hit ends the walk.
internal struct HwpoisonPteRange : IMmWalkOps<HwpoisonPteRange>
{
    private Vma _vma;
    private Pfn _pfn;
    private VirtualAddress _found;

    public static int PmdEntry(ref HwpoisonPteRange ops, PmdPtr pmdp, Pmd entry, VirtualAddress addr, VirtualAddress end, ref MmWalk walk)
    {
        var (mm, ret) = (ops._vma.Mm, 0);
        var pml = PmdTransHugeLock(mm, pmdp);
        if (!pml.IsNull)
        {
            ret = PmdpGet(mm, pmdp).Pfn == ops._pfn ? 1 : 0;
            mm.SpinUnlock(pml);
            goto out_;
        }

        PtePtr mappedPte, ptep;
        mappedPte = ptep = PteOffsetMapLock(mm, pmdp, addr, out var ptl);
        if (!ptep)
        {
            goto out_;
        }

        for (; addr != end; ptep++, addr += PageSize)
        {
            var pte = PtepGet(mm, ptep);
            if (pte.Present && pte.Pfn == ops._pfn)
            {
                ops._found = addr;
                ret = 1;
                break;
            }
        }

        PteUnmapUnlock(mm, mappedPte, ptl);
    out_:
        CondResched();
        return ret;
    }
}
