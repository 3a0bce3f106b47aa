using System.Runtime.InteropServices;
using KernelMm.Physical;
using KernelMm.Zap;

namespace KernelMm.Mmap;

/// <summary>
/// The mappings of a range on their way out: first split off and locked, which may fail and can be undone; then taken out of the
/// tree, which cannot. In Linux: <c>struct vma_munmap_struct</c>.
/// </summary>
/// <param name="mm">The address space, whose lock is held for writing.</param>
/// <param name="start">The first address.</param>
/// <param name="end">The exclusive end.</param>
internal sealed class Unmapping(Mm mm, VirtualAddress start, VirtualAddress end)
{
    private readonly MmStruct _self = mm.Struct;
    private readonly List<Vma> _vmas = [];
    private ulong _locked;

    /// <summary>How many pages are mapped in the range.</summary>
    public FrameCount Pages { get; private set; }

    /// <summary>How many of them were promised.</summary>
    public FrameCount AccountedPages { get; private set; }

    /// <summary>
    /// Splits at the ends and locks what is in between. One more mapping than allowed may be made on the way, but none may be left
    /// over. In Linux: <c>vms_gather_munmap_vmas</c>.
    /// </summary>
    /// <returns>Why it cannot be; everything is attached then, and at most split.</returns>
    [MaySleep]
    public Errno VmsGatherMunmapVmas()
    {
        Vma? vma = _self.Mt.Find(start);
        if (vma is null || vma.Start >= end)
        {
            return Errno.None;
        }

        if (start > vma.Start)
        {
            bool isMiddle = end < vma.End && _self.MapCount >= _self.Limits.MaxMapCount;
            if (isMiddle || VmaSplitting.SplitVmaCore(vma, start, newBelow: true) != Errno.None)
            {
                return Errno.Nomem;
            }
        }

        for (; vma is not null && vma.Start < end; vma = _self.Mt.Next(vma))
        {
            if ((vma.End > end && VmaSplitting.SplitVmaCore(vma, end, newBelow: false) != Errno.None) || Slab.Fails(mm.Machine, "maple_node"))
            {
                Abort();
                return Errno.Nomem;
            }

            Gather(vma);
        }

        return Errno.None;
    }

    /// <summary>Leaves the mappings where they are, after all. In Linux: <c>vms_abort_munmap_vmas</c>.</summary>
    public void Abort()
    {
        foreach (Vma vma in _vmas)
        {
            vma.Detached = false;
        }

        _vmas.Clear();
    }

    /// <summary>Takes the mappings out of the tree. In Linux: <c>vma_iter_clear_gfp</c>.</summary>
    /// <returns>Why it cannot be; everything is attached then.</returns>
    [MaySleep]
    public Errno TakeOut()
    {
        if (_vmas.Count == 0)
        {
            return Errno.None;
        }

        if (Slab.Fails(mm.Machine, "maple_node"))
        {
            Abort();
            return Errno.Nomem;
        }

        _self.Mt.Clear(start, end);
        return Errno.None;
    }

    /// <summary>
    /// Takes the mappings out of the counts, and frees them. From the downgrade on, others may fault beside the range; nobody finds
    /// the range itself any more. In Linux: <c>vms_complete_munmap_vmas</c>.
    /// </summary>
    /// <param name="isDowngrading">Whether the lock is kept only for reading from then on.</param>
    /// <param name="isAccountKept">Whether the memory stays promised, as what replaces it needs it.</param>
    [MaySleep]
    public void VmsCompleteMunmapVmas(bool isDowngrading, bool isAccountKept = false)
    {
        _self.MapCount -= _vmas.Count;
        _self.LockedVm -= _locked;
        foreach (Vma vma in _vmas)
        {
            MemoryAccounting.VmStatAccount(_self, vma.Flags, -(long)vma.Pages.Value);
        }

        if (isDowngrading)
        {
            mm.MmapLock.MmapWriteDowngrade();
        }

        UnmapRegion(isDowngrading);
        MemoryAccounting.VmUnacctMemory(_self, isAccountKept ? default : AccountedPages);
        foreach (Vma vma in _vmas)
        {
            RemoveVma(vma);
        }
    }

    // Tables go as far as the neighbours leave room. In Linux: unmap_region, vms_clear_ptes.
    private void UnmapRegion(bool isDowngraded)
    {
        if (_vmas.Count == 0)
        {
            return;
        }

        ReadOnlySpan<Vma> vmas = CollectionsMarshal.AsSpan(_vmas);
        VirtualAddress floor = _self.Mt.Prev(start)?.End ?? default;
        VirtualAddress ceiling = _self.Mt.Find(end)?.Start ?? default;
        mm.Machine.Lru.LruAddDrain();
        MmuGather tlb = MmuGather.TlbGatherMmu(mm);
        Zapping.UnmapVmas(ref tlb, vmas, start, end);
        PageTableFreeing.FreePgtables(ref tlb, vmas, floor, ceiling, mmWrLocked: !isDowngraded);
        tlb.TlbFinishMmu();
    }

    // In Linux: remove_vma.
    private static void RemoveVma(Vma vma)
    {
        vma.Ops?.Close(vma);
        VmaAllocation.VmAreaFree(vma);
    }

    private void Gather(Vma vma)
    {
        vma.VmaStartWrite();
        vma.Detached = true;
        _vmas.Add(vma);
        Pages += vma.Pages;
        AccountedPages += (vma.Flags & VmaFlags.Account) != 0 ? vma.Pages : default;
        _locked += (vma.Flags & VmaFlags.Locked) != 0 ? vma.Pages.Value : 0;
    }
}
