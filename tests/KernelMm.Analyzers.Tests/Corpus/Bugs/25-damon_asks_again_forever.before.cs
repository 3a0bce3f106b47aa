// 25. M17. DAMON asked to be walked again for every null, but only consumed huge pages: a migrating slot spun (b93af2cc8e03).
internal struct DamonAgain : IMmWalkOps<DamonAgain>
{
    private Vma _vma;

    public static int PmdEntry(ref DamonAgain ops, PmdPtr pmd, Pmd entry, VirtualAddress addr, VirtualAddress next, ref MmWalk walk)
    {
        var mm = ops._vma.Mm;
        if (entry.TransHuge)
        {
            var pml = PmdLock(mm, pmd);
            DamonPmdpMkold(mm, pmd);
            PmdUnlock(mm, pml);
            return 0;
        }

        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte)
        {
            walk.Action = PageWalkAction.Again; // KMM0013
            return 0;
        }

        DamonPtepMkold(mm, pte);
        PteUnmapUnlock(mm, pte, ptl);
        return 0;
    }
}
