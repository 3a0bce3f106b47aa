using KernelMm.Cpus;
using KernelMm.Folios;

namespace KernelMm;

/// <summary>
/// Takes pages and tables out of an address space: entries are cleared first, then translations flushed, and only then is
/// anything freed. One belongs to one task; it is passed on by reference. In Linux: <c>struct mmu_gather</c>.
/// </summary>
public struct MmuGather
{
    private readonly Mm _mm;
    private readonly MmuGatherKind _kind;
    private GatherBatches _batches;
    private TableBatch _tables;

    private MmuGather(Mm mm, bool fullmm)
    {
        (_mm, _kind, Fullmm) = (mm, mm.Machine.Options.MmuGather, fullmm);
        (_batches, _tables) = (new GatherBatches(mm.Machine), new TableBatch(mm));
        ResetRange();
        mm.Struct.IncTlbFlushPending();
    }

    /// <summary>The address space. In Linux: <c>tlb->mm</c>.</summary>
    public readonly Mm Mm => _mm;

    /// <summary>Whether all of it goes, so that nobody will use it any more. In Linux: <c>fullmm</c>.</summary>
    public bool Fullmm { get; private set; }

    /// <summary>Whether tables were taken out since the last flush. In Linux: <c>freed_tables</c>.</summary>
    public bool FreedTables { get; private set; }

    /// <summary>Whether pages are gathered whose mapping is counted until the flush. In Linux: <c>delayed_rmap</c>.</summary>
    public bool DelayedRmap { get; private set; }

    /// <summary>Whether entries were cleared since the last flush. In Linux: <c>cleared_ptes</c> and its siblings.</summary>
    public bool ClearedEntries { get; private set; }

    /// <summary>Where what is to be flushed begins. In Linux: <c>start</c>.</summary>
    public VirtualAddress Start { get; private set; }

    /// <summary>Where it ends, exclusive; 0 where there is nothing. In Linux: <c>end</c>.</summary>
    public VirtualAddress End { get; private set; }

    /// <summary>Begins to take pages out of an address space. In Linux: <c>tlb_gather_mmu</c>.</summary>
    public static MmuGather TlbGatherMmu(Mm mm) => new(mm, fullmm: false);

    /// <summary>Begins to take everything out of an address space that nobody uses any more. In Linux: <c>tlb_gather_mmu_fullmm</c>.</summary>
    public static MmuGather TlbGatherMmuFullmm(Mm mm) => new(mm, fullmm: true);

    /// <summary>Notes that the entry of a page was cleared or changed. In Linux: <c>tlb_remove_tlb_entry</c>, <c>tlb_flush_pte_range</c>.</summary>
    /// <param name="address">The page's address.</param>
    public void TlbRemoveTlbEntry(VirtualAddress address)
    {
        AdjustRange(address, address + PageSize);
        ClearedEntries = true;
        if (_kind == MmuGatherKind.NoGather)
        {
            TlbFlush.FlushTlbPage(_mm, address);
        }
    }

    /// <summary>The same for a whole range, all of whose entries were cleared or changed.</summary>
    /// <param name="start">Its first address.</param>
    /// <param name="end">Its exclusive end.</param>
    public void TlbFlushPteRange(VirtualAddress start, VirtualAddress end)
    {
        AdjustRange(start, end);
        ClearedEntries = true;
    }

    /// <summary>
    /// Whether the mapping of a dirty page of a file is to be counted until the flush, so that who cleans it sees it as mapped
    /// until nobody can write to it any more. Where no other CPU can, it is not. In Linux: <c>tlb_delay_rmap</c>.
    /// </summary>
    public bool TlbDelayRmap()
    {
        if (_kind != MmuGatherKind.Smp)
        {
            return false;
        }

        DelayedRmap = true;
        return true;
    }

    /// <summary>Gathers a page whose entry was cleared, with the entry's reference. In Linux: <c>__tlb_remove_folio_page</c>.</summary>
    /// <param name="folio">The page.</param>
    /// <param name="delayRmap">What <see cref="TlbDelayRmap"/> said for it.</param>
    /// <returns>Whether there is no room for another: the caller has to flush before it goes on.</returns>
    public bool TlbRemovePage(Folio folio, bool delayRmap = false)
    {
        if (_kind == MmuGatherKind.NoGather)
        {
            folio.PutRefs(1);
            return false;
        }

        return _batches.Add(folio.Number, delayRmap, DelayedRmap);
    }

    /// <summary>Flushes translations, and frees nothing. A table's lock may be held. In Linux: <c>tlb_flush_mmu_tlbonly</c>.</summary>
    public void TlbFlushMmuTlbonly()
    {
        if (!ClearedEntries && !FreedTables)
        {
            return;
        }

        if (Fullmm)
        {
            TlbFlush.FlushTlbMm(_mm);
        }
        else if (End.Value != 0)
        {
            TlbFlush.FlushTlbMmRange(_mm, Start, End);
        }

        ResetRange();
    }

    /// <summary>
    /// Uncounts the mappings that were counted until the flush, which is over; the lock of the table that they were in is still held. In
    /// Linux: <c>tlb_flush_rmaps</c>.
    /// </summary>
    /// <param name="vma">The mapping they were in.</param>
    public void TlbFlushRmaps(Vma vma)
    {
        if (DelayedRmap)
        {
            _batches.FlushRmaps(_mm.Machine, vma);
            DelayedRmap = false;
        }
    }

    /// <summary>Flushes translations and frees what was gathered. No table's lock is held. In Linux: <c>tlb_flush_mmu</c>.</summary>
    public void TlbFlushMmu()
    {
        TlbFlushMmuTlbonly();
        _tables.Flush();
        _batches.Free();
    }

    /// <summary>
    /// Flushes and frees the rest. Where others gathered in the same address space meanwhile, what they have cleared and not
    /// flushed yet may have looked empty here: all is flushed then. In Linux: <c>tlb_finish_mmu</c>.
    /// </summary>
    public void TlbFinishMmu()
    {
        if (_mm.Struct.TlbFlushPending > 1)
        {
            (Fullmm, FreedTables) = (true, true);
        }

        TlbFlushMmu();
        _batches.Dispose();
        _mm.Struct.DecTlbFlushPending();
    }

    /// <summary>Gathers a table that was taken out of its slot. In Linux: <c>pte_free_tlb</c> and its siblings.</summary>
    /// <param name="table">The table, empty.</param>
    /// <param name="address">An address that it is for.</param>
    public void TlbRemoveTable(PhysicalAddress table, VirtualAddress address)
    {
        AdjustRange(address, address + PageSize);
        FreedTables = true;
        if (_tables.Add(table))
        {
            return;
        }

        // No memory for the batch: what is in no batch waits for everybody, here and now. In Linux: tlb_remove_table_one.
        TlbFlushMmuTlbonly();
        _tables.FreeOne(table);
    }

    private void AdjustRange(VirtualAddress start, VirtualAddress end)
    {
        Start = start < Start ? start : Start;
        End = end > End ? end : End;
    }

    // In Linux: __tlb_reset_range.
    private void ResetRange()
    {
        (Start, End) = Fullmm ? (new VirtualAddress(ulong.MaxValue), new VirtualAddress(ulong.MaxValue)) : (AddressSpaceLayout.TaskSize, default);
        (FreedTables, ClearedEntries) = (false, false);
    }
}
