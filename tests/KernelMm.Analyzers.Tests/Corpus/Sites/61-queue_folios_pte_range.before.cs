// 61. queue_folios_pte_range, mm/mempolicy.c: every folio of the range is queued or counted once; may break off at a misplaced one.
internal struct QueueFoliosPteRange : IMmWalkOps<QueueFoliosPteRange>
{
    private Vma _vma;
    private bool _strict;
    private int _nrFailed;

    public static int PmdEntry(ref QueueFoliosPteRange ops, PmdPtr pmd, Pmd entry, VirtualAddress addr, VirtualAddress end, ref MmWalk walk)
    {
        var (mm, vma) = (ops._vma.Mm, ops._vma);
        var pml = PmdTransHugeLock(mm, pmd);
        if (!pml.IsNull)
        {
            ops._nrFailed++;
            mm.SpinUnlock(pml);
            goto out_;
        }

        if (PmdTransUnstable(mm, pmd)) // KMM0021
        {
            return 0;
        }

        PtePtr mappedPte, pte;
        mappedPte = pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        for (; addr != end; pte++, addr += PageSize)
        {
            var ptent = PtepGet(mm, pte); // KMM0001
            if (ptent.None)
            {
                continue;
            }

            if (VmNormalFolio(vma, addr, ptent) is not { } folio)
            {
                continue;
            }

            if (!IsolateFolio(folio))
            {
                ops._nrFailed++;
                if (ops._strict)
                {
                    break;
                }
            }
        }

        PteUnmapUnlock(mm, mappedPte, ptl); // KMM0001
        CondResched();
    out_:
        return ops._nrFailed != 0 && ops._strict ? -Errno.Invalid : 0;
    }
}
