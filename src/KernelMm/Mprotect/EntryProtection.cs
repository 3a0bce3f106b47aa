using KernelMm.Faults;
using KernelMm.Folios;
using KernelMm.Scheduling;

namespace KernelMm.Mprotect;

/// <summary>The entries of one page table. In Linux: <c>change_pte_range</c>.</summary>
internal static class EntryProtection
{
    /// <summary>Changes the present entries of a part of one table, with its lock held all the time.</summary>
    /// <returns>Whether there was a table; if not, nothing was done, and the caller looks again. In Linux: <c>-EAGAIN</c>.</returns>
    public static bool ChangePteRange(
        ref MmuGather tlb, in ProtectionChange.Request request, [ProtectsSlot] PmdPtr pmd, VirtualAddress address, VirtualAddress end, ref ulong pages)
    {
        Mm mm = tlb.Mm;
        PtePtr start = PteOffsetMapLock(mm, pmd, address, out SpinlockPtr ptl);
        if (!start)
        {
            return false;
        }

        pages += Explored.IsOn
            ? ChangeAll(ref tlb, request, mm, start, address, end)
            : ChangeAll(ref tlb, request, LockedTable.Of(mm, start, (int)((end - address).Value >> PageShift)), start, address, end);
        PteUnmapUnlock(mm, start, ptl);
        return true;
    }

    // How many were changed.
    private static ulong ChangeAll<TMemory>(
        ref MmuGather tlb, in ProtectionChange.Request request, TMemory table, [NeedsMapped(Writes = true)] PtePtr pte, VirtualAddress address, VirtualAddress end)
        where TMemory : struct, IPageTableMemory
    {
        ulong pages = 0;
        for (; address != end; pte++)
        {
            Pte entry = PtepGet(table, pte);
            if (entry.Present && !IsLeftAlone(request, address, entry))
            {
                Change(ref tlb, request, table, pte, address);
                pages++;
            }

            address += PageSize;
        }

        return pages;
    }

    // Hints are for pages that could be moved, and once is enough.
    private static bool IsLeftAlone(in ProtectionChange.Request request, VirtualAddress address, Pte entry) =>
        (request.Flags & MmCpFlags.ProtNuma) != 0
        && (entry.Protnone || NormalPages.VmNormalFolio(request.Vma, address, entry).IsNull);

    // Taken out in one step, so that what hardware noted until then is known; nobody uses the entry between that and the new one.
    private static void Change<TMemory>(
        ref MmuGather tlb, in ProtectionChange.Request request, TMemory table, [NeedsMapped(Writes = true)] PtePtr pte, VirtualAddress address)
        where TMemory : struct, IPageTableMemory
    {
        Pte before = PtepGetAndClear(table, pte);
        Pte after = EntryChanges.PteModify(before, request.Protection);
        if ((request.Flags & MmCpFlags.TryChangeWritable) != 0 && WritableEntries.CanChangePteWritable(request.Vma, address, after))
        {
            after = after.MkWrite();
        }

        SetPte(table, pte, after);
        if (EntryChanges.PteNeedsFlush(before, after))
        {
            tlb.TlbFlushPteRange(address, address + PageSize);
        }
    }
}
