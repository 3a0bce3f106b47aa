// 62. migration_entry_wait, mm/migrate.c: the entry is copied and unmapped at once; the lock goes on into the wait, which drops it before it sleeps.
internal static class MigrationEntryWait
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static void Wait(Mm mm, PmdPtr pmd, VirtualAddress address)
    {
        var ptep = PteOffsetMapLock(mm, pmd, address, out var ptl);
        if (!ptep)
        {
            return;
        }

        var pte = PtepGet(mm, ptep);
        PteUnmap(mm, ptep);
        if (!IsSwapPte(pte))
        {
            goto out_;
        }

        var entry = PteToSwpEntry(pte);
        if (!IsMigrationEntry(entry))
        {
            goto out_;
        }

        MigrationEntryWaitOnLocked(mm, entry, ptl);
        return;

    out_:
        mm.SpinUnlock(ptl);
    }
}
