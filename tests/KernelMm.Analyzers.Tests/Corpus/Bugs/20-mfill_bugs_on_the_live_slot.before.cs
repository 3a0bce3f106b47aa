// 20. M15. mfill_atomic stopped the kernel where the live slot, read again, was none or huge: lawful since 1d65b771bc08 (4828d207dc51).
internal static class MfillBugOn
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static int Fill(Mm mm, PmdPtr dstPmd, VirtualAddress dstAddr, Folio page)
    {
        var dstPmdval = PmdpGetLockless(mm, dstPmd);
        if (!dstPmdval.Present || dstPmdval.Leaf)
        {
            return -Errno.Exists;
        }

        VmBugOn(PmdpGet(mm, dstPmd).None); // KMM0012
        VmBugOn(PmdpGet(mm, dstPmd).TransHuge); // KMM0012
        var pte = PteOffsetMapLock(mm, dstPmd, dstAddr, out var ptl);
        if (!pte)
        {
            return -Errno.Again;
        }

        SetPte(mm, pte, new Pte(page.Pfn.Value));
        PteUnmapUnlock(mm, pte, ptl);
        return 0;
    }
}
