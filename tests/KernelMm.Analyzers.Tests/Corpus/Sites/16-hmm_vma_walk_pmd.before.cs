// 16. hmm_vma_walk_pmd, mm/hmm.c: classifies every state of the slot on one snapshot; null looks at the slot again. (The kernel's
// per-entry handler unmaps where it fails; here its caller does, for a contract cannot say "only where it fails".)
internal struct HmmVmaWalkPmd : IMmWalkOps<HmmVmaWalkPmd>
{
    private Vma _vma;
    private HmmRange _range;

    public static int PmdEntry(ref HmmVmaWalkPmd ops, PmdPtr pmdp, Pmd entry, VirtualAddress start, VirtualAddress end, ref MmWalk walk)
    {
        var (mm, range, addr) = (ops._vma.Mm, ops._range, start);
    again:
        var pmd = PmdpGetLockless(mm, pmdp);
        if (pmd.None)
        {
            return range.Hole(start, end);
        }

        if (IsPmdMigrationEntry(pmd))
        {
            if (range.NeedsFault(start, end))
            {
                range.WaitForMigration(mm, pmdp);
                return -Errno.Busy;
            }

            return range.FillNone(start, end);
        }

        if (!pmd.Present)
        {
            return range.NeedsFault(start, end) ? -Errno.Fault : range.FillError(start, end);
        }

        if (pmd.Devmap || pmd.TransHuge)
        {
            pmd = PmdpGetLockless(mm, pmdp);
            if (!pmd.Devmap && !pmd.TransHuge)
            {
                goto again;
            }

            return range.HandlePmd(addr, end, pmd);
        }

        if (pmd.Bad)
        {
            return range.NeedsFault(start, end) ? -Errno.Fault : range.FillError(start, end);
        }

        var ptep = PteOffsetMap(mm, pmdp, addr);
        for (; addr < end; addr += PageSize, ptep++)
        {
            var r = range.HandlePte(mm, addr, end, pmdp, ptep); // KMM0001
            if (r != 0)
            {
                PteUnmap(mm, ptep);
                return r;
            }
        }

        PteUnmap(mm, ptep - 1); // KMM0001
        return 0;
    }
}
