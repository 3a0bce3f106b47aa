// 82. move_pages_pte, mm/userfaultfd.c, the destination: younger than the series; mapped first, unlocked, and released last; its slot is compared
// under the lock, for none equals none in a detached table too.
internal static class MovePagesPteDestination
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static int Move(Mm mm, PmdPtr dstPmd, VirtualAddress dstAddr, Pte moved)
    {
        var err = 0;
        var dstPte = PteOffsetMapRwNoLock(mm, dstPmd, dstAddr, out var dummyPmdval, out var dstPtl);
        if (!dstPte)
        {
            err = -Errno.Again;
            goto out_;
        }

        if (!PtepGet(mm, dstPte).None)
        {
            err = -Errno.Exists;
            goto out_;
        }

        mm.SpinLock(dstPtl);
        if (!PtepGet(mm, dstPte).None || !PmdSame(dummyPmdval, PmdpGetLockless(mm, dstPmd)))
        {
            mm.SpinUnlock(dstPtl);
            err = -Errno.Again;
            goto out_;
        }

        SetPte(mm, dstPte, moved);
        mm.SpinUnlock(dstPtl);
    out_:
        if (dstPte)
        {
            PteUnmap(mm, dstPte);
        }

        return err;
    }
}
