// 3. pagemap_pmd_range, fs/proc/task_mmu.c: mmap_lock for reading; exactly one record per page, in order; may stop when the buffer is full.
internal struct PagemapPmdRange : IMmWalkOps<PagemapPmdRange>
{
    private Vma _vma;
    private Pagemap _pm;

    public static int PmdEntry(ref PagemapPmdRange ops, PmdPtr pmdp, Pmd entry, VirtualAddress addr, VirtualAddress end, ref MmWalk walk)
    {
        var (mm, vma, pm) = (ops._vma.Mm, ops._vma, ops._pm);
        var err = 0;
        var pml = PmdTransHugeLock(mm, pmdp);
        if (!pml.IsNull)
        {
            for (; addr != end; addr += PageSize)
            {
                err = pm.Add(addr, entry.Value);
                if (err != 0)
                {
                    break;
                }
            }

            mm.SpinUnlock(pml);
            return err;
        }

        if (PmdTransUnstable(mm, pmdp)) // KMM0021
        {
            return 0;
        }

        PtePtr origPte, pte;
        origPte = pte = PteOffsetMapLock(mm, pmdp, addr, out var ptl);
        for (; addr < end; pte++, addr += PageSize)
        {
            err = pm.Add(addr, PteToPagemapEntry(vma, addr, PtepGet(mm, pte))); // KMM0001
            if (err != 0)
            {
                break;
            }
        }

        PteUnmapUnlock(mm, origPte, ptl); // KMM0001
        CondResched();
        return err;
    }
}
