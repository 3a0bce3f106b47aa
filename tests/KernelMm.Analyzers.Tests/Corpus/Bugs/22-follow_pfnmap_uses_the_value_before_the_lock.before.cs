// 22. M15, M16. follow_pfnmap_start took the lock of the slot and went on with what it had read before ("fix PMD/PUD checks", in 6.12.117).
internal static class PfnmapOldValue
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int Start(Mm mm, PmdPtr pmdp, out Pfn pfn)
    {
        pfn = default;
        var pmd = PmdpGetLockless(mm, pmdp);
        if (!pmd.Leaf)
        {
            return -Errno.Invalid;
        }

        var pml = PmdLock(mm, pmdp);
        if (!pmd.Leaf) // KMM0012
        {
            PmdUnlock(mm, pml);
            return -Errno.Invalid;
        }

        pfn = pmd.Pfn;
        PmdUnlock(mm, pml);
        return 0;
    }
}
