// 60. follow_pfnmap_start, mm/memory.c (formerly follow_pte): what it finds stays mapped and locked until follow_pfnmap_end.
internal static class FollowPfnmapStart
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int Start(ref FollowPfnmapArgs args, PmdPtr pmdp)
    {
        var mm = args.Vma.Mm;
        if (PmdpGet(mm, pmdp).None || PmdpGet(mm, pmdp).Bad) // KMM0012
        {
            goto out_;
        }

        args.Pte = PteOffsetMapLock(mm, pmdp, args.Address, out args.Lock);
        var pte = PtepGet(mm, args.Pte); // KMM0001
        if (!pte.Present)
        {
            goto unlock;
        }

        args.Pfn = pte.Pfn;
        return 0;

    unlock:
        PteUnmapUnlock(mm, args.Pte, args.Lock);
    out_:
        return -Errno.Invalid;
    }

    [NeedsHeld(HeldResource.MmapLock)]
    internal static void End(ref FollowPfnmapArgs args)
    {
        var mm = args.Vma.Mm;
        mm.SpinUnlock(args.Lock);
        if (args.Pte)
        {
            PteUnmap(mm, args.Pte);
        }
    }
}
