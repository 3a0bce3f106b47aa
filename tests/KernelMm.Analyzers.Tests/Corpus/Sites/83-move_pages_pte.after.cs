// 83. move_pages_pte, mm/userfaultfd.c, the source: younger than the series; the destination is mapped already; both locks are taken in the order
// of their addresses, and the source is released first.
internal static class MovePagesPte
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static int Move(Mm mm, PmdPtr dstPmd, PmdPtr srcPmd, VirtualAddress dstAddr, VirtualAddress srcAddr)
    {
        var err = 0;
        var srcPte = PtePtr.Null;
        var dstPte = PteOffsetMapRwNoLock(mm, dstPmd, dstAddr, out var dstPmdval, out var dstPtl);
        if (!dstPte)
        {
            err = -Errno.Again;
            goto out_;
        }

        srcPte = PteOffsetMapRwNoLock(mm, srcPmd, srcAddr, out var srcPmdval, out var srcPtl);
        if (!srcPte)
        {
            err = -Errno.Again;
            goto out_;
        }

        var origDst = PtepGet(mm, dstPte);
        if (!origDst.None)
        {
            err = -Errno.Exists;
            goto out_;
        }

        var origSrc = PtepGet(mm, srcPte);
        if (origSrc.None)
        {
            err = -Errno.NoEntry;
            goto out_;
        }

        DoublePtLock(mm, dstPtl, srcPtl);
        if (!PteSame(PtepGet(mm, srcPte), origSrc) || !PmdSame(srcPmdval, PmdpGetLockless(mm, srcPmd))
            || !PteSame(PtepGet(mm, dstPte), origDst) || !PmdSame(dstPmdval, PmdpGetLockless(mm, dstPmd)))
        {
            DoublePtUnlock(mm, dstPtl, srcPtl);
            err = -Errno.Again;
            goto out_;
        }

        SetPte(mm, dstPte, PtepGetAndClear(mm, srcPte));
        DoublePtUnlock(mm, dstPtl, srcPtl);
    out_:
        if (srcPte)
        {
            PteUnmap(mm, srcPte);
        }

        if (dstPte)
        {
            PteUnmap(mm, dstPte);
        }

        return err;
    }
}
