using System.Runtime.CompilerServices;
using KernelMm.Faults;
using KernelMm.Folios;
using KernelMm.Pagewalk;
using KernelMm.Physical;
using KernelMm.Rmap;
using KernelMm.Scheduling;
using KernelMm.Zap;

namespace KernelMm.Fork;

/// <summary>The entries of one page table. In Linux: <c>copy_pte_range</c>.</summary>
internal static class CopyEntries
{
    /// <summary>
    /// Copies the entries of a part of one table, with both tables' locks held. A page that may be pinned needs a copy at once,
    /// for which the locks are given back and memory is had; then it goes on. In Linux: <c>copy_pte_range</c>.
    /// </summary>
    [MaySleep]
    public static Errno CopyPteRange(
        Vma destination, Vma source, [ProtectsSlot] PmdPtr to, [ProtectsSlot] PmdPtr from, VirtualAddress address, VirtualAddress end)
    {
        Folio prealloc = default;
        while (address != end)
        {
            (Errno result, address) = CopyLap(destination, source, to, from, address, end, ref prealloc);
            if (result == Errno.Again && prealloc.IsNull)
            {
                prealloc = FolioAllocation.FolioPrealloc(source, address, needZero: false);
                result = prealloc.IsNull ? Errno.Nomem : Errno.Again;
            }

            if (result == Errno.Nomem)
            {
                PutUnused(prealloc);
                return Errno.Nomem;
            }
        }

        PutUnused(prealloc);
        return Errno.None;
    }

    private static void PutUnused(Folio prealloc)
    {
        if (!prealloc.IsNull)
        {
            prealloc.Put();
        }
    }

    // How far it came. Again: a page of memory is missing for the entry there, or the table was another one.
    private static (Errno Result, VirtualAddress Reached) CopyLap(
        Vma destination, Vma source, PmdPtr to, PmdPtr from, VirtualAddress address, VirtualAddress end, ref Folio prealloc)
    {
        Mm child = destination.Mm;
        Mm parent = source.Mm;

        // Nobody else has the child yet, so the table is there where there was memory.
        PtePtr destinationStart = PteAllocMapLock(child, to, address, out SpinlockPtr destinationPtl);
        if (!destinationStart)
        {
            return (Errno.Nomem, address);
        }

        PtePtr sourceStart = PteOffsetMapRwNoLock(parent, from, address, out Pmd pmdval, out SpinlockPtr sourcePtl);
        if (!sourceStart)
        {
            PteUnmapUnlock(child, destinationStart, destinationPtl);
            return (Errno.None, end);
        }

        parent.SpinLockNested(sourcePtl);
        if (!PmdSame(pmdval, PmdpGetLockless(parent, from)))
        {
            PteUnmapUnlock(parent, sourceStart, sourcePtl);
            PteUnmapUnlock(child, destinationStart, destinationPtl);
            return (Errno.None, address);
        }

        RssVector rss = default;
        int entries = (int)((end - address).Value >> PageShift);
        VirtualAddress reached = Explored.IsOn
            ? CopyAll(destination, source, child, parent, destinationStart, sourceStart, (address, end), ref rss, ref prealloc)
            : CopyAll(
                destination, source, LockedTable.Of(child, destinationStart, entries), LockedTable.Of(parent, sourceStart, entries), destinationStart, sourceStart,
                (address, end), ref rss, ref prealloc);
        parent.SpinUnlock(sourcePtl);
        PteUnmap(parent, sourceStart);
        rss.AddTo(child);
        PteUnmapUnlock(child, destinationStart, destinationPtl);
        return (reached == end ? Errno.None : Errno.Again, reached);
    }

    // How far it came: less than the end where a page of memory is missing for the entry there.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static VirtualAddress CopyAll<TMemory>(
        Vma destination, Vma source, TMemory childTable, TMemory parentTable, [NeedsMapped(Writes = true)] PtePtr destinationPte,
        [NeedsMapped(Writes = true)] PtePtr sourcePte, (VirtualAddress First, VirtualAddress End) range, ref RssVector rss, ref Folio prealloc)
        where TMemory : struct, IPageTableMemory
    {
        VirtualAddress address = range.First;
        for (; address != range.End; sourcePte++, destinationPte++)
        {
            EntryAhead.Prefetch(source.Mm, parentTable, sourcePte, range.End - address);
            Pte entry = PtepGet(parentTable, sourcePte);
            if (entry.Present && !CopyPresentPte(
                destination, source, childTable, parentTable, destinationPte, sourcePte, entry, address, ref rss, ref prealloc))
            {
                break;
            }

            address += PageSize;
        }

        return address;
    }

    // In Linux: copy_present_ptes. The answer: whether it was copied; if not, a page of memory is missing.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool CopyPresentPte<TMemory>(
        Vma destination, Vma source, TMemory childTable, TMemory parentTable, [NeedsMapped(Writes = true)] PtePtr destinationPte,
        [NeedsMapped(Writes = true)] PtePtr sourcePte, Pte entry, VirtualAddress address, ref RssVector rss, ref Folio prealloc)
        where TMemory : struct, IPageTableMemory
    {
        Folio folio = NormalPages.VmNormalFolio(source, address, entry);
        if (!folio.IsNull)
        {
            folio.AddRefs(1);
            if (!folio.IsAnon)
            {
                FolioRmap.FolioAddFileRmapPte(folio, destination);
            }
            else if (!FolioRmap.FolioTryDupAnonRmapPte(folio, source))
            {
                folio.PutRefs(1);
                return CopyPresentPage(destination, childTable, destinationPte, address, folio, ref rss, ref prealloc);
            }

            rss.Add(folio, +1);
        }

        // What either writes from now on must not be seen by the other.
        if (source.IsCowMapping && entry.Write)
        {
            PtepSetWrprotect(parentTable, sourcePte);
            entry = entry.Wrprotect();
        }

        entry = (source.Flags & VmaFlags.Shared) != 0 ? entry.MkClean() : entry;
        SetPte(childTable, destinationPte, entry.MkOld());
        return true;
    }

    // In Linux: copy_present_page.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool CopyPresentPage<TMemory>(
        Vma destination, TMemory childTable, [NeedsMapped(Writes = true)] PtePtr destinationPte, VirtualAddress address, Folio folio,
        ref RssVector rss, ref Folio prealloc)
        where TMemory : struct, IPageTableMemory
    {
        if (prealloc.IsNull)
        {
            return false;
        }

        Folio copy = prealloc;
        prealloc = default;
        PageCopies.CopyUserHighpage(copy, folio);
        copy.Info.Flags |= (uint)FrameFlags.Uptodate;
        AnonMapping.AddNew(copy, destination, address);
        rss.Add(copy, +1);
        Pte entry = EntryChanges.MkPte(copy.Pfn, destination.PageProt);
        SetPte(childTable, destinationPte, EntryChanges.MaybeMkWrite(entry.MkDirty(), destination));
        return true;
    }
}
