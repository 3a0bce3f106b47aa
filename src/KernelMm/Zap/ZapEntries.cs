using KernelMm.Folios;
using KernelMm.Physical;
using KernelMm.Rmap;

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
        bool isForced = false;
        bool isFull = false;
        LockedTable table = new(mm, start);
        PtePtr pte = start;
        while (address != end && !isFull)
        {
            Pte entry = PtepGet(table, pte);
            if (entry.Present)
            {
                (bool force, isFull) = ZapPresentPte(ref tlb, vma, table, pte, entry, address, details, ref rss);
                isForced |= force;
            }

            pte++;
            address += PageSize;
        }

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

    // In Linux: zap_present_ptes.
    private static (bool IsForced, bool IsFull) ZapPresentPte(
        ref MmuGather tlb, Vma vma, LockedTable table, [NeedsMapped(Writes = true)] PtePtr pte, Pte seen, VirtualAddress address, ZapDetails details,
        ref RssVector rss)
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

        bool isDelayed = !folio.IsAnon && NotesFile(ref tlb, folio, cleared);
        rss.Add(folio, -1);
        if (!isDelayed)
        {
            FolioRmap.FolioRemoveRmapPte(folio, vma);
        }

        return (isDelayed, tlb.TlbRemovePage(folio, isDelayed));
    }

    // What a page of a file or of shared memory is told. The answer: whether its mapping is counted until the flush.
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
    private static Pte PtepGetAndClearFull(LockedTable table, [NeedsMapped(Writes = true)] PtePtr pte, bool full)
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
