// 18. M14, M29. UFFDIO_MOVE took "still none" for "still the same table" at its destination (6.14).
internal static class MoveIntoNone
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static int Move(Mm mm, PmdPtr dstPmd, VirtualAddress dstAddr, Pte moved)
    {
        var dstPte = PteOffsetMapRwNoLock(mm, dstPmd, dstAddr, out var dstPmdval, out var ptl);
        if (!dstPte)
        {
            return -Errno.Again;
        }

        mm.SpinLock(ptl);
        if (!PteSame(PtepGet(mm, dstPte), default))
        {
            PteUnmapUnlock(mm, dstPte, ptl);
            return -Errno.Again;
        }

        SetPte(mm, dstPte, moved); // KMM0011
        PteUnmapUnlock(mm, dstPte, ptl);
        return 0;
    }
}
