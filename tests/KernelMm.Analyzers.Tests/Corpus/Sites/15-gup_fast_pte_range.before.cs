// 15. gup_fast_pte_range, mm/gup.c: interrupts are off; a copy of the slot is mapped, the live slot is compared for each entry; null falls to the slow path.
internal static unsafe class GupFastPteRange
{
    [NeedsHeld(HeldResource.InterruptsOff)]
    internal static int Range(Mm mm, Pmd pmd, PmdPtr pmdp, VirtualAddress addr, VirtualAddress end, FollowFlags flags, Folio[] pages, ref int nr)
    {
        var (nrStart, ret) = (nr, 0);
        PtePtr ptep, ptem;
        ptem = ptep = PteOffsetMap(mm, new PmdPtr(&pmd), addr);
        do
        {
            var pte = PtepGetLockless(mm, ptep); // KMM0001
            if (pte.Protnone || pte.Special)
            {
                goto pte_unmap;
            }

            if (!pte.Present || ((flags & FollowFlags.Write) != 0 && !pte.Write))
            {
                goto pte_unmap;
            }

            var folio = FolioOf(pte.Pfn);
            if (!TryGrabFolio(folio, flags))
            {
                goto pte_unmap;
            }

            if (!PmdSame(pmd, PmdpGetLockless(mm, pmdp)) || !PteSame(pte, PtepGet(mm, ptep)))
            {
                UngrabFolio(folio);
                goto pte_unmap;
            }

            pages[nr] = folio;
            nr++;
            ptep++;
            addr += PageSize;
        }
        while (addr != end);

        ret = 1;
    pte_unmap:
        Use(nrStart);
        PteUnmap(mm, ptem);
        return ret;
    }
}
