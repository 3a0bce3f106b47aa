// 39. insert_pages, mm/memory.c: many pages, one table after another; a table that is not there after the allocation is the caller's fault.
internal static class InsertPages
{
    [RaceOutcome(OutcomeKind.Error)]
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int Insert(Vma vma, VirtualAddress addr, Folio[] pages, ref int num)
    {
        var (mm, curr, remaining) = (vma.Mm, 0, num);
    more:
        var ret = -Errno.Fault;
        var pmd = PmdOffsetOf(mm, addr);
        if (pmd.IsNull)
        {
            goto out_;
        }

        var inPmd = Math.Min(remaining, PtrsPerPte - PteIndex(addr));
        ret = -Errno.NoMemory;
        if (PteAlloc(mm, pmd))
        {
            goto out_;
        }

        while (inPmd != 0)
        {
            var (index, batch) = (0, Math.Min(inPmd, 8));
            PtePtr startPte, pte;
            startPte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
            for (pte = startPte; index < batch; pte++, index++)
            {
                var err = InsertPageIntoPteLocked(vma, pte, addr, pages[curr]); // KMM0019
                if (err != 0)
                {
                    PteUnmapUnlock(mm, startPte, ptl);
                    ret = err;
                    remaining -= index;
                    goto out_;
                }

                addr += PageSize;
                curr++;
            }

            PteUnmapUnlock(mm, startPte, ptl); // KMM0019
            inPmd -= batch;
            remaining -= batch;
        }

        if (remaining != 0)
        {
            goto more;
        }

        ret = 0;
    out_:
        num = remaining;
        return ret;
    }
}
