using KernelMm.Folios;
using KernelMm.Pgalloc;

namespace KernelMm.Pagewalk;

/// <summary>What is mapped at one address, without a reference to it and without a fault. In Linux: <c>struct folio_walk</c>.</summary>
public static class FolioWalk
{
    /// <summary>
    /// Finds the folio that an address of a mapping has, and keeps its entry as it is until <see cref="FolioWalkEnd"/>: the lock of the table
    /// is held from now on, so the folio neither goes away nor is mapped elsewhere by this entry. The address space's lock is held. In
    /// Linux: <c>folio_walk_start</c>.
    /// </summary>
    /// <param name="vma">The mapping.</param>
    /// <param name="address">The address.</param>
    /// <param name="flags">What counts as found.</param>
    /// <param name="folio">The folio; none for the zero page, and where nothing is found.</param>
    /// <param name="ptl">The lock of the table.</param>
    /// <returns>The entry's slot; null where there is no page: nothing is mapped or locked then.</returns>
    [return: MayFail, ReturnsMapped]
    public static PtePtr FolioWalkStart(
        Vma vma, VirtualAddress address, FolioWalkFlags flags, out Folio folio, [MappingLock(Held = true)] out SpinlockPtr ptl)
    {
        ArgumentNullException.ThrowIfNull(vma);
        if (!vma.Mm.MmapLock.IsLocked || !vma.Contains(address))
        {
            throw new Oops($"{address} is looked up in {vma}, which it is not in, or without mmap_lock.", vma.Mm.Machine.CurrentTask);
        }

        (folio, ptl) = (default, SpinlockPtr.Null);
        Mm mm = vma.Mm;
        PmdPtr pmd = PmdLookup.Find(mm, address);
        if (pmd.IsNull)
        {
            return PtePtr.Null;
        }

        PtePtr pte = PteOffsetMapLock(mm, pmd, address, out ptl);
        if (!pte)
        {
            return PtePtr.Null;
        }

        Pte entry = PtepGet(mm, pte);
        folio = entry.Present ? NormalPages.VmNormalFolio(vma, address, entry) : default;
        bool isZeroPage = entry.Present && (flags & FolioWalkFlags.ZeroPage) != 0 && NormalPages.IsZeroPfn(entry.Pfn);
        if (!folio.IsNull || isZeroPage)
        {
            return pte;
        }

        PteUnmapUnlock(mm, pte, ptl);
        ptl = SpinlockPtr.Null;
        return PtePtr.Null;
    }

    /// <summary>Lets the entry go. In Linux: <c>folio_walk_end</c>.</summary>
    /// <param name="vma">The mapping.</param>
    /// <param name="pte">The entry's slot.</param>
    /// <param name="ptl">The lock of its table.</param>
    public static void FolioWalkEnd(Vma vma, [Consumes] PtePtr pte, [Unlocks] SpinlockPtr ptl)
    {
        ArgumentNullException.ThrowIfNull(vma);
        PteUnmapUnlock(vma.Mm, pte, ptl);
    }
}
