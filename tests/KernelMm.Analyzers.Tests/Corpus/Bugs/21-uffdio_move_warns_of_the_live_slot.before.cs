// 21. M15. UFFDIO_MOVE looked at the live slots after it had mapped, warned, and called a lawful retraction an error (6.8 to 6.13).
internal static class MoveWarns
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static int Move(Mm mm, PmdPtr srcPmd, VirtualAddress srcAddr)
    {
        var srcPte = PteOffsetMapRoNoLock(mm, srcPmd, srcAddr, out _);
        if (!srcPte)
        {
            return -Errno.Again;
        }

        if (PmdpGet(mm, srcPmd).None || PmdpGet(mm, srcPmd).TransHuge) // KMM0012
        {
            PteUnmap(mm, srcPte);
            return -Errno.Invalid;
        }

        var none = PtepGet(mm, srcPte).None;
        PteUnmap(mm, srcPte);
        return none ? -Errno.NoEntry : 0;
    }
}
