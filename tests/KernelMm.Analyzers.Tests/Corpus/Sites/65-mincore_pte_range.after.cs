// 65. mincore_pte_range, mm/mincore.c: one byte per page; on null nothing has been produced yet, and the vector has not moved.
internal struct MincorePteRange : IMmWalkOps<MincorePteRange>
{
    private Vma _vma;
    private byte[] _vec;
    private int _at;

    public static int PmdEntry(ref MincorePteRange ops, PmdPtr pmd, Pmd entry, VirtualAddress addr, VirtualAddress end, ref MmWalk walk)
    {
        var (mm, vma, vec, at) = (ops._vma.Mm, ops._vma, ops._vec, ops._at);
        var nr = (int)((end - addr).Value >> PageShift);
        var pml = PmdTransHugeLock(mm, pmd);
        if (!pml.IsNull)
        {
            vec.AsSpan(at, nr).Fill(1);
            mm.SpinUnlock(pml);
            goto out_;
        }

        var ptep = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!ptep)
        {
            walk.Action = PageWalkAction.Again;
            return 0;
        }

        for (; addr != end; ptep++, addr += PageSize)
        {
            var pte = PtepGet(mm, ptep);
            if (pte.None)
            {
                MincoreUnmappedRange(vma, addr, addr + PageSize, vec.AsSpan(at, 1));
            }
            else if (pte.Present)
            {
                vec[at] = 1;
            }
            else
            {
                vec[at] = NonSwapEntry(PteToSwpEntry(pte)) ? (byte)1 : (byte)0;
            }

            at++;
        }

        PteUnmapUnlock(mm, ptep - 1, ptl);
    out_:
        ops._at += nr;
        CondResched();
        return 0;
    }
}
