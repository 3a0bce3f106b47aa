using KernelMm.Folios;

namespace KernelMm.Rmap;

/// <summary>What is done with each entry that maps a folio. Implemented by structs. In Linux: the loop around <c>page_vma_mapped_walk</c>.</summary>
public interface IMappedVisitor
{
    /// <summary>Comes to an entry, with its table's lock held.</summary>
    /// <param name="vma">The mapping.</param>
    /// <param name="address">The address that the entry is of.</param>
    /// <param name="pte">The entry's slot.</param>
    /// <returns>Whether to go on to the next.</returns>
    bool Mapped(Vma vma, VirtualAddress address, [NeedsMapped] PtePtr pte);
}

/// <summary>The entries that map a folio in one mapping. In Linux: <c>page_vma_mapped_walk</c>.</summary>
public static class MappedWalk
{
    /// <summary>
    /// Visits each present entry of a range that maps a page of a folio. The lock of what the folio belongs to keeps the tables'
    /// slots from going away; a table that is taken out meanwhile is looked at again. In Linux: <c>page_vma_mapped_walk</c>.
    /// </summary>
    /// <param name="folio">The folio.</param>
    /// <param name="vma">The mapping.</param>
    /// <param name="address">Where its first page would be.</param>
    /// <param name="sync">
    /// Whether tables are locked before they are looked at, so that who cleared an entry has uncounted it too. In Linux: <c>PVMW_SYNC</c>.
    /// </param>
    /// <param name="visitor">What is done there.</param>
    /// <returns>Whether the visitor stopped the walk.</returns>
    public static bool Walk<TVisitor>(Folio folio, Vma vma, VirtualAddress address, bool sync, ref TVisitor visitor)
        where TVisitor : struct, IMappedVisitor
    {
        ArgumentNullException.ThrowIfNull(vma);
        VirtualAddress end = EndOf(folio, vma);
        while (address < end)
        {
            VirtualAddress tableEnd = PmdAddrEnd(address, end);
            PmdPtr pmd = PmdLookup.Find(vma.Mm, address);
            if (pmd.IsNull || PmdpGetLockless(vma.Mm, pmd).Kind != EntryKind.Table)
            {
                address = tableEnd;
                continue;
            }

            // Without sync, only what looks mapped is locked.
            if (!sync && !PeekFirst(folio, vma.Mm, pmd, tableEnd, ref address))
            {
                continue;
            }

            if (WalkTable(folio, vma, pmd, tableEnd, ref address, ref visitor))
            {
                return true;
            }
        }

        return false;
    }

    private static VirtualAddress EndOf(Folio folio, Vma vma)
    {
        VirtualAddress end = vma.Start + new ByteCount((folio.Index + folio.Pages - vma.Pgoff).Value << PageShift);
        return end < vma.End ? end : vma.End;
    }

    // Whether an entry of the table seems to map the folio; the address is that entry's then, else where to go on.
    private static bool PeekFirst(Folio folio, Mm mm, PmdPtr pmd, VirtualAddress tableEnd, ref VirtualAddress address)
    {
        PtePtr pte = PteOffsetMap(mm, pmd, address);
        if (!pte)
        {
            return false;
        }

        PtePtr start = pte;
        bool isFound = false;
        while (!isFound && address < tableEnd)
        {
            isFound = Maps(folio, PtepGetLockless(mm, pte));
            if (!isFound)
            {
                address += PageSize;
                pte++;
            }
        }

        PteUnmap(mm, start);
        return isFound;
    }

    // Null: the table went away. The walk comes back to the same address, and finds another table or none.
    private static bool WalkTable<TVisitor>(
        Folio folio, Vma vma, [ProtectsSlot] PmdPtr pmd, VirtualAddress tableEnd, ref VirtualAddress address, ref TVisitor visitor)
        where TVisitor : struct, IMappedVisitor
    {
        Mm mm = vma.Mm;
        PtePtr start = PteOffsetMapLock(mm, pmd, address, out SpinlockPtr ptl);
        if (!start)
        {
            return false;
        }

        bool isStopped = false;
        for (PtePtr pte = start; !isStopped && address < tableEnd; pte++)
        {
            isStopped = Maps(folio, PtepGet(mm, pte)) && !visitor.Mapped(vma, address, pte);
            address += PageSize;
        }

        PteUnmapUnlock(mm, start, ptl);
        return isStopped;
    }

    // In Linux: check_pte.
    private static bool Maps(Folio folio, Pte entry) =>
        entry.Present && entry.Pfn >= folio.Pfn && entry.Pfn < folio.Pfn + folio.Pages;
}
