// 30. M20. UFFDIO_COPY answered the race with a bad address in the first posting of patch 15 (3622d3cde308 says -EAGAIN).
internal static class CopyFault
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static int Copy(Mm mm, PmdPtr dstPmd, VirtualAddress dstAddr, Pte entry)
    {
        var dstPte = PteOffsetMapLock(mm, dstPmd, dstAddr, out var ptl);
        if (!dstPte)
        {
            return -Errno.Again;
        }

        SetPte(mm, dstPte, entry);
        PteUnmapUnlock(mm, dstPte, ptl);
        return 0;
    }
}
