namespace KernelMm.Zap;

/// <summary>
/// The tables of a range that lie wholly between a floor and a ceiling: what is used by a neighbour stays. A bound of 0 at the end
/// is the end of all addresses, so bounds are compared less one. In Linux: <c>free_pgd_range</c> and what it calls.
/// </summary>
internal static unsafe class TableRanges
{
    /// <summary>Frees the tables of a range. In Linux: <c>free_pgd_range</c>.</summary>
    public static void FreePgdRange(ref MmuGather tlb, VirtualAddress start, VirtualAddress end, VirtualAddress floor, VirtualAddress ceiling)
    {
        // Rounded to whole page tables, inwards where a neighbour uses the table at the edge.
        ulong size = PmdSize.Value;
        ulong from = start.Value & ~(size - 1);
        if (from < floor.Value)
        {
            from += size;
            if (from == 0)
            {
                return;
            }
        }

        ulong bound = ceiling.Value & ~(size - 1);
        if (ceiling.Value != 0 && bound == 0)
        {
            return;
        }

        ulong to = end.Value - 1 > bound - 1 ? end.Value - size : end.Value;
        if (from > to - 1)
        {
            return;
        }

        Limits limits = new(floor.Value, bound);
        for (VirtualAddress address = new(from), last = new(to); address.Value < to;)
        {
            VirtualAddress next = PgdAddrEnd(address, last);
            PgdPtr pgd = PgdOffsetPgd(tlb.Mm.Pgd, address);
            if (PgdpGet(tlb.Mm, pgd).Kind == EntryKind.Table)
            {
                FreeP4dRange(ref tlb, pgd, address, next, limits);
            }

            address = next;
        }
    }

    private static void FreeP4dRange(ref MmuGather tlb, PgdPtr pgd, VirtualAddress start, VirtualAddress end, Limits limits)
    {
        Mm mm = tlb.Mm;
        P4dPtr p4d = P4dOffset(mm, pgd, start);
        for (VirtualAddress address = start; address != end; p4d++)
        {
            VirtualAddress next = P4dAddrEnd(address, end);
            if (P4dpGet(mm, p4d).Kind == EntryKind.Table)
            {
                FreePudRange(ref tlb, p4d, address, next, limits);
            }

            address = next;
        }

        if (PtrsPerP4d > 1 && limits.HasAll(start, end, PgdirSize))
        {
            PhysicalAddress table = TableOf(mm, P4dOffset(mm, pgd, start).Slot);
            PgdClear(mm, pgd);
            Drop(ref tlb, table, start);
        }
    }

    private static void FreePudRange(ref MmuGather tlb, P4dPtr p4d, VirtualAddress start, VirtualAddress end, Limits limits)
    {
        Mm mm = tlb.Mm;
        PudPtr pud = PudOffset(mm, p4d, start);
        for (VirtualAddress address = start; address != end; pud++)
        {
            VirtualAddress next = PudAddrEnd(address, end);
            if (PudpGet(mm, pud).Kind == EntryKind.Table)
            {
                FreePmdRange(ref tlb, pud, address, next, limits);
            }

            address = next;
        }

        if (PtrsPerPud > 1 && limits.HasAll(start, end, P4dSize))
        {
            PhysicalAddress table = TableOf(mm, PudOffset(mm, p4d, start).Slot);
            P4dClear(mm, p4d);
            Drop(ref tlb, table, start);
        }
    }

    private static void FreePmdRange(ref MmuGather tlb, PudPtr pud, VirtualAddress start, VirtualAddress end, Limits limits)
    {
        Mm mm = tlb.Mm;
        PmdPtr pmd = PmdOffset(mm, pud, start);
        for (VirtualAddress address = start; address != end; pmd++)
        {
            VirtualAddress next = PmdAddrEnd(address, end);
            Pmd entry = PmdpGetLockless(mm, pmd);
            if (entry.Kind == EntryKind.Table)
            {
                PmdClear(mm, pmd);
                Drop(ref tlb, entry.TableAddress, address);
            }

            address = next;
        }

        if (PtrsPerPmd > 1 && limits.HasAll(start, end, PudSize))
        {
            PhysicalAddress table = TableOf(mm, PmdOffset(mm, pud, start).Slot);
            PudClear(mm, pud);
            Drop(ref tlb, table, start);
        }
    }

    // A table is named by a slot in it, as where a level is folded the slot above knows of no table.
    private static PhysicalAddress TableOf(Mm mm, void* slot) => mm.AddressOf(slot).AlignDown(PageSize);

    private static void Drop(ref MmuGather tlb, PhysicalAddress table, VirtualAddress address)
    {
        tlb.TlbRemoveTable(table, address);
        tlb.Mm.CountTable(-1);
    }

    // What lies below the floor or behind the ceiling is somebody else's.
    private readonly record struct Limits(ulong Floor, ulong Ceiling)
    {
        // Whether everything that the table above the range is for lies within; it spans so much, and the range ends in it.
        public bool HasAll(VirtualAddress start, VirtualAddress end, ByteCount span)
        {
            ulong first = start.Value & ~(span.Value - 1);
            ulong bound = Ceiling & ~(span.Value - 1);
            return first >= Floor && (Ceiling == 0 || bound != 0) && end.Value - 1 <= bound - 1;
        }
    }
}
