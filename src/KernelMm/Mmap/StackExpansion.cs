using KernelMm.Physical;
using KernelMm.Rmap;

namespace KernelMm.Mmap;

/// <summary>Stacks that grow when they are used below their beginning. In Linux: <c>expand_stack</c>.</summary>
internal static class StackExpansion
{
    /// <summary>
    /// Takes the address space's lock for reading and finds the mapping that an address is in; one that grows downwards and lies
    /// above it grows first, for which the lock is taken for writing. In Linux: <c>lock_mm_and_find_vma</c>.
    /// </summary>
    /// <returns>The mapping, with the lock held for reading; null, with the lock free, where there is none or it cannot grow.</returns>
    [MaySleep]
    public static Vma? LockMmAndFindVma(Mm mm, VirtualAddress address)
    {
        if (!mm.MmapLock.MmapReadLockKillable())
        {
            return null;
        }

        Vma? vma = mm.FindVma(address);
        if (vma is not null && vma.Start <= address)
        {
            return vma;
        }

        mm.MmapLock.MmapReadUnlock();
        return vma is not null && (vma.Flags & VmaFlags.GrowsDown) != 0 ? ExpandAndFind(mm, address) : null;
    }

    private static Vma? ExpandAndFind(Mm mm, VirtualAddress address)
    {
        if (!mm.MmapLock.MmapWriteLockKillable())
        {
            return null;
        }

        Vma? vma = mm.FindVma(address);
        bool isFound = vma is not null && (vma.Start <= address || ExpandDownwards(vma, address) == Errno.None);
        if (!isFound)
        {
            mm.MmapLock.MmapWriteUnlock();
            return null;
        }

        mm.MmapLock.MmapWriteDowngrade();
        return vma;
    }

    // In Linux: expand_downwards.
    private static Errno ExpandDownwards(Vma vma, VirtualAddress address)
    {
        MmStruct mm = vma.Mm.Struct;
        if ((vma.Flags & VmaFlags.GrowsDown) == 0)
        {
            return Errno.Fault;
        }

        VirtualAddress start = address.AlignDown(PageSize);
        if (start < mm.Limits.LowestChosen)
        {
            return Errno.Perm;
        }

        if (!KeepsGap(vma, start) || Slab.Fails(mm.Machine, "maple_node") || AnonVmaPreparation.AnonVmaPrepare(vma) != Errno.None)
        {
            return Errno.Nomem;
        }

        FrameCount grown = new((vma.Start - start).Value >> PageShift);
        if (grown.Value > vma.Pgoff.Value || AcctStackGrowth(vma, vma.End - start, grown) != Errno.None)
        {
            return Errno.Nomem;
        }

        vma.VmaStartWrite();
        VmaAdjusting.SetBounds(new NewBounds(vma, start, vma.End, vma.Pgoff - grown));
        mm.Mt.Store(vma);
        mm.LockedVm += (vma.Flags & VmaFlags.Locked) != 0 ? grown.Value : 0;
        MemoryAccounting.VmStatAccount(mm, vma.Flags, (long)grown.Value);
        return Errno.None;
    }

    // What lies below and can be used must stay a gap away; another stack, or what nobody can use, need not.
    private static bool KeepsGap(Vma vma, VirtualAddress start)
    {
        if (vma.Mm.Struct.Mt.Prev(vma.Start) is not { } below || (below.Flags & VmaFlags.GrowsDown) != 0 || !below.IsAccessible)
        {
            return true;
        }

        return start >= below.End && (start - below.End).Value >= vma.Mm.Limits.StackGuardGap.Value << PageShift;
    }

    // In Linux: acct_stack_growth.
    private static Errno AcctStackGrowth(Vma vma, ByteCount size, FrameCount grown)
    {
        MmStruct mm = vma.Mm.Struct;
        bool isAllowed = MemoryAccounting.MayExpandVm(mm, vma.Flags, grown)
            && size <= mm.Limits.Stack
            && MemoryAccounting.MlockFutureOk(mm, vma.Flags, new ByteCount(grown.Value << PageShift))
            && MemoryAccounting.VmEnoughMemory(mm, grown);
        return isAllowed ? Errno.None : Errno.Nomem;
    }
}
