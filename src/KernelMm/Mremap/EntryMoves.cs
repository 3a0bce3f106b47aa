using KernelMm.Cpus;
using KernelMm.Locking;
using KernelMm.Scheduling;

namespace KernelMm.Mremap;

/// <summary>The entries of one page table, moved to another. In Linux: <c>move_ptes</c>.</summary>
internal static class EntryMoves
{
    // Entries between two looks ahead at the frame that a table to come will be in.
    private const int Part = 32;

    /// <summary>
    /// Moves the entries of a part of one table, with both tables' locks held. What was present is flushed before either is given
    /// back: nobody goes by an old translation when somebody else may have taken the page away at its new place. In Linux: <c>move_ptes</c>.
    /// </summary>
    /// <returns>Whether there were both tables; if not, nothing was done, and the caller looks again. In Linux: <c>-EAGAIN</c>.</returns>
    public static bool MovePtes(
        Vma vma, Vma newVma, [ProtectsSlot] PmdPtr oldPmd, [ProtectsSlot] PmdPtr newPmd, (VirtualAddress From, VirtualAddress To) addresses, ByteCount length)
    {
        Mm mm = vma.Mm;
        PtePtr oldStart = PteOffsetMapLock(mm, oldPmd, addresses.From, out SpinlockPtr oldPtl);
        if (!oldStart)
        {
            return false;
        }

        PtePtr newStart = PteOffsetMapRwNoLock(mm, newPmd, addresses.To, out Pmd newPmdval, out SpinlockPtr newPtl);
        if (!newStart)
        {
            PteUnmapUnlock(mm, oldStart, oldPtl);
            return false;
        }

        if (newPtl != oldPtl)
        {
            mm.SpinLockNested(newPtl);
        }

        bool isThere = PmdSame(newPmdval, PmdpGetLockless(mm, newPmd));
        if (isThere && MoveAll(mm, oldStart, newStart, (int)(length.Value >> PageShift)))
        {
            TlbFlush.FlushTlbMmRange(mm, addresses.From, addresses.From + length);
        }

        if (newPtl != oldPtl)
        {
            mm.SpinUnlock(newPtl);
        }

        PteUnmap(mm, newStart);
        PteUnmapUnlock(mm, oldStart, oldPtl);
        return isThere;
    }

    // Whether anything was present.
    private static bool MoveAll(Mm mm, [NeedsMapped(Writes = true)] PtePtr oldPte, [NeedsMapped(Writes = true)] PtePtr newPte, int entries) =>
        Explored.IsOn
            ? MoveAll(mm.Machine.Tasks.Current, mm, mm, oldPte, newPte, entries)
            : MoveAll(mm.Machine.Tasks.Current, LockedTable.Of(mm, oldPte, entries), LockedTable.Of(mm, newPte, entries), oldPte, newPte, entries);

    private static bool MoveAll<TMemory>(
        TaskState current, TMemory oldTable, TMemory newTable, [NeedsMapped(Writes = true)] PtePtr oldPte, [NeedsMapped(Writes = true)] PtePtr newPte,
        int entries)
        where TMemory : struct, IPageTableMemory
    {
        bool isForced = false;
        for (int place = 0; place < entries; place++)
        {
            if (place % Part == 0)
            {
                current.Ahead.Prefetch();
            }

            if (!PtepGet(oldTable, oldPte + place).None)
            {
                Pte entry = PtepGetAndClear(oldTable, oldPte + place);
                isForced |= entry.Present;
                SetPte(newTable, newPte + place, entry);
            }
        }

        return isForced;
    }
}
