using KernelMm.Cpus;

namespace KernelMm.Mremap;

/// <summary>What is mapped, moved to other addresses. In Linux: <c>move_page_tables</c>.</summary>
public static unsafe class TableMoves
{
    /// <summary>
    /// Moves what is mapped in a range of one mapping to another, entry by entry, or table by table where both places allow it.
    /// The address space's lock is held for writing. In Linux: <c>move_page_tables</c>.
    /// </summary>
    /// <param name="vma">The mapping to move from.</param>
    /// <param name="oldStart">The first address.</param>
    /// <param name="newVma">The mapping to move to.</param>
    /// <param name="newStart">The address there; nothing is mapped in as much memory from it on.</param>
    /// <param name="length">How much.</param>
    /// <param name="needRmapLocks">
    /// Whether who walks from a folio could come to the new place first and to the old one after the move, and so find it nowhere:
    /// then the locks of such walks are taken.
    /// </param>
    /// <returns>How much was moved: less than all where no memory was left for a table.</returns>
    [MaySleep]
    public static ByteCount MovePageTables(
        Vma vma, VirtualAddress oldStart, Vma newVma, VirtualAddress newStart, ByteCount length, bool needRmapLocks)
    {
        ArgumentNullException.ThrowIfNull(vma);
        ArgumentNullException.ThrowIfNull(newVma);
        Mm mm = vma.Mm;
        ByteCount moved = default;
        while (moved < length)
        {
            VirtualAddress from = oldStart + moved;
            VirtualAddress to = newStart + moved;
            ByteCount extent = Extent(from, to, length - moved);
            PmdPtr oldPmd = PmdLookup.Find(mm, from);
            if (!oldPmd.IsNull && !PmdpGetLockless(mm, oldPmd).None)
            {
                PmdPtr newPmd = AllocNewPmd(mm, to);
                if (newPmd.IsNull || !MoveExtent(vma, newVma, oldPmd, newPmd, (from, to, extent), needRmapLocks))
                {
                    return moved;
                }
            }

            moved += extent;
        }

        return moved;
    }

    // In Linux: get_extent. As far as one table reaches on both sides.
    private static ByteCount Extent(VirtualAddress from, VirtualAddress to, ByteCount left)
    {
        ulong size = PmdSize.Value;
        ulong extent = Math.Min(left.Value, size - (from.Value & (size - 1)));
        return new ByteCount(Math.Min(extent, size - (to.Value & (size - 1))));
    }

    // In Linux: alloc_new_pmd.
    private static PmdPtr AllocNewPmd(Mm mm, VirtualAddress address)
    {
        P4dPtr p4d = P4dAlloc(mm, PgdOffsetPgd(mm.Pgd, address), address);
        PudPtr pud = p4d.IsNull ? PudPtr.Null : PudAlloc(mm, p4d, address);
        return pud.IsNull ? PmdPtr.Null : PmdAlloc(mm, pud, address);
    }

    // Whether there was memory. What finds no table looks at the slot again.
    private static bool MoveExtent(
        Vma vma, Vma newVma, PmdPtr oldPmd, PmdPtr newPmd, (VirtualAddress From, VirtualAddress To, ByteCount Length) extent, bool needRmapLocks)
    {
        Mm mm = vma.Mm;
        if (extent.Length == PmdSize)
        {
            TakeRmapLocks(vma);
            bool isMoved = MoveNormalPmd(mm, oldPmd, newPmd, extent.From);
            DropRmapLocks(vma);
            if (isMoved)
            {
                return true;
            }
        }

        while (!PmdpGetLockless(mm, oldPmd).None)
        {
            if (PteAlloc(mm, newPmd))
            {
                return false;
            }

            if (needRmapLocks)
            {
                TakeRmapLocks(vma);
            }

            bool isMoved = EntryMoves.MovePtes(vma, newVma, oldPmd, newPmd, (extent.From, extent.To), extent.Length);
            if (needRmapLocks)
            {
                DropRmapLocks(vma);
            }

            if (isMoved)
            {
                break;
            }
        }

        return true;
    }

    // In Linux: take_rmap_locks.
    private static void TakeRmapLocks(Vma vma)
    {
        vma.Mapping?.IMmapRwsem.DownWrite();
        vma.AnonVma?.Rwsem.DownWrite();
    }

    // In Linux: drop_rmap_locks.
    private static void DropRmapLocks(Vma vma)
    {
        vma.AnonVma?.Rwsem.UpWrite();
        vma.Mapping?.IMmapRwsem.UpWrite();
    }

    // In Linux: move_normal_pmd. The table keeps all its entries and gets another place.
    private static bool MoveNormalPmd(Mm mm, PmdPtr oldPmd, PmdPtr newPmd, VirtualAddress from)
    {
        SpinlockPtr oldPml = mm.PmdLockPtr(oldPmd.Slot);
        SpinlockPtr newPml = mm.PmdLockPtr(newPmd.Slot);
        mm.SpinLock(oldPml);
        if (newPml != oldPml)
        {
            mm.SpinLockNested(newPml);
        }

        Pmd table = PmdpGet(mm, oldPmd);
        bool isMoved = table.Kind == EntryKind.Table && PmdpGet(mm, newPmd).None;
        if (isMoved)
        {
            PmdClear(mm, oldPmd);
            PmdPopulate(mm, newPmd, table.TableAddress);
            TlbFlush.FlushTlbMmRange(mm, from, from + PmdSize);
        }

        if (newPml != oldPml)
        {
            mm.SpinUnlock(newPml);
        }

        mm.SpinUnlock(oldPml);
        return isMoved;
    }
}
