// 7. A private copy of the slot is mapped, and the live slot is looked at again for each entry.
internal static unsafe class C
{
    [NeedsHeld(HeldResource.InterruptsOff)]
    internal static int GupFastPteRange(Mm mm, Pmd pmd, PmdPtr live, VirtualAddress addr, VirtualAddress end)
    {
        var ret = 0;
        PtePtr ptep, ptem;
        ptem = ptep = PteOffsetMap(mm, new PmdPtr(&pmd), addr);
        if (!ptep)
        {
            return 0;
        }

        do
        {
            var pte = PtepGet(mm, ptep);
            if (!pte.Present)
            {
                goto pte_unmap;
            }

            if (!PmdSame(pmd, PmdpGetLockless(mm, live)) || !PteSame(pte, PtepGet(mm, ptep)))
            {
                goto pte_unmap;
            }

            ptep++;
            addr += PageSize;
        }
        while (addr != end);

        ret = 1;
    pte_unmap:
        if (ptem)
        {
            PteUnmap(mm, ptem);
        }

        return ret;
    }
}
