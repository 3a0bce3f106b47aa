// 62. migration_entry_wait, mm/migrate.c: the entry is copied and unmapped at once; the lock goes on into the wait, which drops it before it sleeps.
internal static class MigrationEntryWait
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static void Wait(Mm mm, PmdPtr pmd, VirtualAddress address)
    {
        var ptl = PteLockptr(mm, pmd); // KMM0015
        var ptep = PteOffsetMap(mm, pmd, address);
        mm.SpinLock(ptl);
        var pte = PtepGet(mm, ptep); // KMM0001
        if (!IsSwapPte(pte))
        {
            goto out_;
        }

        var entry = PteToSwpEntry(pte);
        if (!IsMigrationEntry(entry))
        {
            goto out_;
        }

        PteUnmap(mm, ptep);
        MigrationEntryWaitOnLocked(mm, entry, ptl);
        return;

    out_:
        PteUnmapUnlock(mm, ptep, ptl);
    }
}
