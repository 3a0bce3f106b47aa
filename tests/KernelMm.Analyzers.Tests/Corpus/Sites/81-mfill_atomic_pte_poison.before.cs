// 81. mfill_atomic_pte_poison, mm/userfaultfd.c: younger than the series; a marker in an empty entry; nothing is accounted.
internal static class MfillAtomicPtePoison
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static int Poison(PmdPtr dstPmd, Vma dstVma, VirtualAddress dstAddr)
    {
        var mm = dstVma.Mm;
        var marker = SwpEntryToPte(new SwpEntry(SwpPteMarker, PteMarkerPoisoned));
        var dstPte = PteOffsetMapLock(mm, dstPmd, dstAddr, out var ptl);
        if (!PtepGet(mm, dstPte).None) // KMM0001
        {
            PteUnmapUnlock(mm, dstPte, ptl);
            return -Errno.Exists;
        }

        SetPte(mm, dstPte, marker);
        UpdateMmuCache(dstVma, dstAddr, dstPte);
        PteUnmapUnlock(mm, dstPte, ptl);
        return 0;
    }
}
