// 19. M15. UFFDIO_COPY asked the live slot only whether it is huge, and missed migration and device entries (71c186efc1b2).
internal static class MfillHugeOnly
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static int Fill(Mm mm, PmdPtr dstPmd, VirtualAddress dstAddr, Folio page)
    {
        if (PmdpGet(mm, dstPmd).None && PteAlloc(mm, dstPmd))
        {
            return -Errno.NoMemory;
        }

        if (PmdpGet(mm, dstPmd).TransHuge)
        {
            return -Errno.Exists;
        }

        var pte = PteOffsetMapLock(mm, dstPmd, dstAddr, out var ptl);
        if (!pte)
        {
            return -Errno.Again; // KMM0013
        }

        SetPte(mm, pte, new Pte(page.Pfn.Value));
        PteUnmapUnlock(mm, pte, ptl);
        return 0;
    }
}
