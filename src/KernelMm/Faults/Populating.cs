using KernelMm.Folios;

namespace KernelMm.Faults;

/// <summary>Pages faulted in by the kernel for user code. In Linux: what of <c>mm/gup.c</c> wants no pages back.</summary>
public static class Populating
{
    /// <summary>
    /// Faults the pages of a range in, writable where the mapping is private and writable, so that later accesses need not wait. The
    /// address space's lock is held for reading. In Linux: <c>populate_vma_page_range</c>.
    /// </summary>
    /// <param name="vma">The mapping.</param>
    /// <param name="start">The first page's address.</param>
    /// <param name="end">The exclusive end, within the mapping.</param>
    /// <returns>Nothing, or why it ended early.</returns>
    [MaySleep]
    public static Errno PopulateVmaPageRange(Vma vma, VirtualAddress start, VirtualAddress end)
    {
        ArgumentNullException.ThrowIfNull(vma);

        // A write breaks what private pages share; in shared ones it would only make them dirty.
        bool write = (vma.Flags & (VmaFlags.Write | VmaFlags.Shared)) == VmaFlags.Write;
        return FaultinPageRange(vma, start, end, write);
    }

    /// <summary>Faults the pages of a range in, for reading or writing. The address space's lock is held for reading. In Linux: <c>faultin_page_range</c>.</summary>
    /// <param name="vma">The mapping, which allows that.</param>
    /// <param name="start">The first page's address.</param>
    /// <param name="end">The exclusive end, within the mapping.</param>
    /// <param name="write">Whether the pages are to be writable and the mapping's own.</param>
    /// <returns>Nothing; <see cref="Errno.Nomem"/>; or <see cref="Errno.Fault"/> where nothing is behind an address.</returns>
    [MaySleep]
    public static Errno FaultinPageRange(Vma vma, VirtualAddress start, VirtualAddress end, bool write)
    {
        ArgumentNullException.ThrowIfNull(vma);
        for (VirtualAddress address = start; address < end; address += PageSize)
        {
            while (!IsThere(vma, address, write))
            {
                FaultResult result = FaultHandling.HandleMmFault(vma, address, write ? FaultFlags.Write : FaultFlags.None);
                if ((result & FaultResult.Error) != 0)
                {
                    return VmFaultToErrno(result);
                }
            }
        }

        return Errno.None;
    }

    /// <summary>What a failed fault means to who asked for pages. In Linux: <c>vm_fault_to_errno</c>.</summary>
    public static Errno VmFaultToErrno(FaultResult result)
    {
        if ((result & FaultResult.Oom) != 0)
        {
            return Errno.Nomem;
        }

        return (result & (FaultResult.Hwpoison | FaultResult.HwpoisonLarge)) != 0 ? Errno.Hwpoison : Errno.Fault;
    }

    // In Linux: follow_page_mask. A table that is not there is as good as an entry that is not: the fault makes both.
    private static bool IsThere(Vma vma, VirtualAddress address, bool write)
    {
        Mm mm = vma.Mm;
        mm.Machine.Tasks.Current.Ahead.Prefetch();
        PmdPtr pmd = Pgalloc.PmdLookup.Find(mm, address);
        if (pmd.IsNull)
        {
            return false;
        }

        PtePtr pte = PteOffsetMapLock(mm, pmd, address, out SpinlockPtr ptl);
        if (!pte)
        {
            return false;
        }

        Pte entry = PtepGet(mm, pte);
        bool isUsable = entry.Present && !entry.Protnone && (!write || entry.Write);
        if (isUsable)
        {
            Pte touched = write ? entry.MkYoung().MkDirty() : entry.MkYoung();
            EntryChanges.PtepSetAccessFlags(mm, address, pte, entry, touched);
        }

        PteUnmapUnlock(mm, pte, ptl);
        return isUsable;
    }
}
