// 79. mfill_atomic_install_pte, mm/userfaultfd.c: fills an entry that has to be none; the table may be gone, and then the caller tries again.
internal static class MfillAtomicInstallPte
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static int Install(PmdPtr dstPmd, Vma dstVma, VirtualAddress dstAddr, Folio page, bool wp)
    {
        var mm = dstVma.Mm;
        var pte = new Pte(page.Pfn.Value).MkDirty();
        pte = wp ? pte.MkUffdWp() : pte.MkWrite();
        var dstPte = PteOffsetMapLock(mm, dstPmd, dstAddr, out var ptl);
        var ret = -Errno.Fault;
        if (page.Index >= FileEnd(dstVma))
        {
            goto out_unlock;
        }

        ret = -Errno.Exists;
        var dstPtep = PtepGet(mm, dstPte); // KMM0001
        if (!dstPtep.None && !IsPteMarkerEntry(PteToSwpEntry(dstPtep)))
        {
            goto out_unlock;
        }

        AddRmap(page, dstVma, dstAddr);
        SetPte(mm, dstPte, pte);
        UpdateMmuCache(dstVma, dstAddr, dstPte);
        ret = 0;
    out_unlock:
        PteUnmapUnlock(mm, dstPte, ptl); // KMM0001
        return ret;
    }
}
