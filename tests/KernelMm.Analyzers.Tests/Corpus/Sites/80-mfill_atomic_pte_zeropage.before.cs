// 80. mfill_atomic_pte_zeropage, mm/userfaultfd.c: the zero page instead of a page; only an empty entry will do.
internal static class MfillAtomicPteZeropage
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static int Zeropage(PmdPtr dstPmd, Vma dstVma, VirtualAddress dstAddr, Pfn zeroPfn, Pgprot prot)
    {
        var mm = dstVma.Mm;
        var zero = PfnPte(zeroPfn, prot).MkSpecial();
        var dstPte = PteOffsetMapLock(mm, dstPmd, dstAddr, out var ptl);
        var ret = -Errno.Exists;
        if (!PtepGet(mm, dstPte).None) // KMM0001
        {
            goto out_unlock;
        }

        SetPte(mm, dstPte, zero);
        UpdateMmuCache(dstVma, dstAddr, dstPte);
        ret = 0;
    out_unlock:
        PteUnmapUnlock(mm, dstPte, ptl);
        return ret;
    }
}
