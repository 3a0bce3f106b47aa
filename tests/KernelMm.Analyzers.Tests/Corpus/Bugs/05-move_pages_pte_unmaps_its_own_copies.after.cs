// 5. M7. move_pages_pte, on the way to wait for a folio, unmapped the addresses of its two copies on the stack (927e926d72d9, 2025).
internal static unsafe class MovePagesCopies
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static int Move(Mm mm, PmdPtr dstPmd, PmdPtr srcPmd, VirtualAddress dstAddr, VirtualAddress srcAddr, Folio folio)
    {
        var dstPte = PteOffsetMapRoNoLock(mm, dstPmd, dstAddr, out _);
        if (!dstPte)
        {
            return -Errno.Again;
        }

        var srcPte = PteOffsetMapRoNoLock(mm, srcPmd, srcAddr, out _);
        if (!srcPte)
        {
            PteUnmap(mm, dstPte);
            return -Errno.Again;
        }

        var origDst = PtepGet(mm, dstPte);
        var origSrc = PtepGet(mm, srcPte);
        if (!FolioTrylock(folio))
        {
            PteUnmap(mm, srcPte);
            PteUnmap(mm, dstPte);
            FolioLock(folio);
            FolioUnlock(folio);
            return -Errno.Again;
        }

        FolioUnlock(folio);
        PteUnmap(mm, srcPte);
        PteUnmap(mm, dstPte);
        return origSrc.None && origDst.None ? 0 : -Errno.Exists;
    }
}
