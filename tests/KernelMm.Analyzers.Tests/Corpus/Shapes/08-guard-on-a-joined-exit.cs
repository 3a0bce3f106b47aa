// 8. Several ways lead to one exit, mapped or not: it asks the pointer.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int M(Mm mm, PmdPtr pmd, VirtualAddress addr, bool wanted)
    {
        var ret = -Errno.Invalid;
        var pte = PtePtr.Null;
        SpinlockPtr ptl = default;
        if (!wanted)
        {
            goto out_;
        }

        pte = PteOffsetMapLock(mm, pmd, addr, out ptl);
        if (!pte)
        {
            ret = -Errno.Again;
            goto out_;
        }

        if (PtepGet(mm, pte).None)
        {
            goto out_;
        }

        ret = 0;
    out_:
        if (pte)
        {
            PteUnmapUnlock(mm, pte, ptl);
        }

        return ret;
    }
}
