// 27. M18. A retry of userfaultfd_must_wait that does not put its answer back to "wait" loses the fault (2b683a4ff6ee, patch 14).
internal static class MustWaitFlag
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static bool MustWait(Mm mm, PmdPtr pmd, VirtualAddress address)
    {
        var ret = true;
    again:
        var pmdval = PmdpGetLockless(mm, pmd);
        if (pmdval.None)
        {
            goto out_;
        }

        ret = false; // KMM0013
        if (!pmdval.Present || pmdval.Leaf)
        {
            goto out_;
        }

        var pte = PteOffsetMap(mm, pmd, address);
        if (!pte)
        {
            goto again;
        }

        ret = PtepGet(mm, pte).None;
        PteUnmap(mm, pte);
    out_:
        return ret;
    }
}
