// 13. M11. UFFDIO_MOVE released the destination before the source that it had mapped after it (9614d8bee663, 2025).
internal static class MoveOrder
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static int Move(Mm mm, PmdPtr dstPmd, PmdPtr srcPmd, VirtualAddress dstAddr, VirtualAddress srcAddr)
    {
        var err = 0;
        var srcPte = PtePtr.Null;
        var dstPte = PteOffsetMapRoNoLock(mm, dstPmd, dstAddr, out _);
        if (!dstPte)
        {
            err = -Errno.Again;
            goto out_;
        }

        srcPte = PteOffsetMapRoNoLock(mm, srcPmd, srcAddr, out _);
        if (!srcPte)
        {
            err = -Errno.Again;
            goto out_;
        }

        err = PtepGet(mm, srcPte).None ? -Errno.NoEntry : PtepGet(mm, dstPte).None ? 0 : -Errno.Exists;
    out_:
        if (dstPte)
        {
            PteUnmap(mm, dstPte); // KMM0009
        }

        if (srcPte)
        {
            PteUnmap(mm, srcPte);
        }

        return err;
    }
}
