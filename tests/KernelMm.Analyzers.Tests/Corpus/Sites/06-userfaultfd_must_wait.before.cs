// 6. userfaultfd_must_wait, fs/userfaultfd.c: mmap_lock or VMA lock for reading; classifies the slot itself, and on null looks at it again.
internal static class UserfaultfdMustWait
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static bool MustWait(Mm mm, PmdPtr pmd, VirtualAddress address, bool writeProtect)
    {
        var ret = true;
        var pmdval = PmdpGetLockless(mm, pmd);
        if (pmdval.None)
        {
            goto out_;
        }

        ret = false;
        if (!pmdval.Present)
        {
            goto out_;
        }

        if (pmdval.TransHuge)
        {
            if (!pmdval.Write && writeProtect)
            {
                ret = true;
            }

            goto out_;
        }

        var pte = PteOffsetMap(mm, pmd, address);
        var ptent = PtepGet(mm, pte); // KMM0001
        if (ptent.None || IsPteMarkerEntry(PteToSwpEntry(ptent)))
        {
            ret = true;
        }

        if (!ptent.Write && writeProtect)
        {
            ret = true;
        }

        PteUnmap(mm, pte);
    out_:
        return ret;
    }
}
