using System.Runtime.CompilerServices;
using KernelMm.Folios;
using KernelMm.Pagewalk;
using KernelMm.Physical;
using KernelMm.Rmap;
using KernelMm.Scheduling;

namespace KernelMm.Zap;

/// <summary>The entries of one page table. In Linux: <c>zap_pte_range</c>.</summary>
internal static class ZapEntries
{
    /// <summary>Takes the pages of a part of one table out, with its lock held all the time.</summary>
    /// <returns>How far it came: less than the end where the gather was full, and not at all where there is no table any more.</returns>
    public static VirtualAddress ZapPteRange(
        ref MmuGather tlb, Vma vma, [ProtectsSlot] PmdPtr pmd, VirtualAddress address, VirtualAddress end, ZapDetails details)
    {
        Mm mm = tlb.Mm;
        PtePtr start = PteOffsetMapLock(mm, pmd, address, out SpinlockPtr ptl);
        if (!start)
        {
            return address;
        }

        RssVector rss = default;
        address = Explored.IsOn
            ? ZapAll(ref tlb, vma, mm, start, (address, end), details, ref rss, out bool isForced, out bool isFull)
            : ZapAll(ref tlb, vma, LockedTable.Of(mm, start, (int)((end - address).Value >> PageShift)), start, (address, end), details, ref rss, out isForced, out isFull);
        rss.AddTo(mm);
        isForced |= isFull;
        if (isForced)
        {
            tlb.TlbFlushMmuTlbonly();
            tlb.TlbFlushRmaps(vma);
        }

        PteUnmapUnlock(mm, start, ptl);
        if (isForced)
        {
            tlb.TlbFlushMmu();
        }

        return address;
    }

    // How far it came: less than the end where the gather is full.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static VirtualAddress ZapAll<TMemory>(
        ref MmuGather tlb, Vma vma, TMemory table, [NeedsMapped(Writes = true)] PtePtr pte, (VirtualAddress First, VirtualAddress End) range, ZapDetails details,
        ref RssVector rss, out bool isForced, out bool isFull)
        where TMemory : struct, IPageTableMemory
    {
        (isForced, isFull) = (false, false);
        VirtualAddress address = range.First;
        while (address != range.End && !isFull)
        {
            EntryAhead.Prefetch(vma.Mm, table, pte, range.End - address);
            Pte entry = PtepGet(table, pte);
            if (entry.Present)
            {
                (bool force, isFull) = ZapPresentPte(ref tlb, vma, table, pte, entry, address, details, ref rss);
                isForced |= force;
            }

            pte++;
            address += PageSize;
        }

        return address;
    }

    // In Linux: zap_present_ptes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (bool IsForced, bool IsFull) ZapPresentPte<TMemory>(
        ref MmuGather tlb, Vma vma, TMemory table, [NeedsMapped(Writes = true)] PtePtr pte, Pte seen, VirtualAddress address, ZapDetails details,
        ref RssVector rss)
        where TMemory : struct, IPageTableMemory
    {
        Folio folio = NormalPages.VmNormalFolio(vma, address, seen);
        if (!folio.IsNull && details.KeepCows && folio.IsAnon)
        {
            return default;
        }

        // What hardware notes in the entry until it is cleared belongs to the page.
        Pte cleared = PtepGetAndClearFull(table, pte, tlb.Fullmm);
        tlb.TlbRemoveTlbEntry(address);
        if (folio.IsNull)
        {
            return default;
        }

        bool isAnon = folio.IsAnon;
        bool isDelayed = !isAnon && NotesFile(ref tlb, folio, cleared);
        rss.Add(isAnon ? RssCounter.Anon : RssVector.CounterOf(folio), -1);
        if (!isDelayed)
        {
            FolioRmap.RemoveRmapPte(folio, vma);
        }

        return (isDelayed, tlb.TlbRemovePage(folio, isDelayed));
    }

    // What a page of a file or of shared memory is told. The answer: whether its mapping is counted until the flush.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool NotesFile(ref MmuGather tlb, Folio folio, Pte cleared)
    {
        if (cleared.Young)
        {
            folio.Set(FrameFlags.Referenced);
        }

        if (!cleared.Dirty)
        {
            return false;
        }

        folio.Set(FrameFlags.Dirty);
        return tlb.TlbDelayRmap();
    }

    // Of an address space that nobody uses any more no CPU sets bits: no atomic step is needed. In Linux: ptep_get_and_clear_full.
    private static Pte PtepGetAndClearFull<TMemory>(TMemory table, [NeedsMapped(Writes = true)] PtePtr pte, bool full)
        where TMemory : struct, IPageTableMemory
    {
        if (!full)
        {
            return PtepGetAndClear(table, pte);
        }

        Pte entry = PtepGet(table, pte);
        PteClear(table, pte);
        return entry;
    }
}
