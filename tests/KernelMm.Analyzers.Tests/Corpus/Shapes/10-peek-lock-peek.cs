// 10. An unlocked map for a peek, the lock, and a second peek; nothing is written, so nothing needs validation.
internal static class C
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static FaultResult FilemapFaultRecheckPteNone(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        var ret = FaultResult.None;
        var ptep = PteOffsetMapRoNoLock(mm, pmd, addr, out var ptl);
        if (!ptep)
        {
            return FaultResult.NoPage;
        }

        if (!PtepGet(mm, ptep).None)
        {
            ret = FaultResult.NoPage;
        }
        else
        {
            mm.SpinLock(ptl);
            if (!PtepGet(mm, ptep).None)
            {
                ret = FaultResult.NoPage;
            }

            mm.SpinUnlock(ptl);
        }

        PteUnmap(mm, ptep);
        return ret;
    }
}
