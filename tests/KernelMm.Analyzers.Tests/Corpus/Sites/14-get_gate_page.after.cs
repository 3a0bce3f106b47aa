// 14. get_gate_page, mm/gup.c: the gate area's table is the caller's responsibility: where there is none, the address is wrong.
internal static class GetGatePage
{
    [RaceOutcome(OutcomeKind.Error)]
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int Get(Mm mm, VirtualAddress address, bool write, out Folio? page)
    {
        page = null;
        if (write)
        {
            return -Errno.Fault;
        }

        var pmd = PmdOffsetOf(mm, address);
        if (PmdpGetLockless(mm, pmd).None)
        {
            return -Errno.Fault;
        }

        var ret = -Errno.Fault;
        var pte = PteOffsetMap(mm, pmd, address);
        if (!pte)
        {
            return -Errno.Fault;
        }

        var entry = PtepGet(mm, pte);
        if (entry.None)
        {
            goto unmap;
        }

        page = FolioOf(entry.Pfn);
        if (!TryGrabFolio(page, FollowFlags.Get))
        {
            ret = -Errno.NoMemory;
            goto unmap;
        }

        ret = 0;
    unmap:
        PteUnmap(mm, pte);
        return ret;
    }
}
