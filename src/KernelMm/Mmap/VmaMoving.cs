using KernelMm.Mremap;
using KernelMm.Rmap;

namespace KernelMm.Mmap;

/// <summary>A mapping that goes elsewhere with its pages. The address space's lock is held for writing. In Linux: <c>move_vma</c>.</summary>
internal static class VmaMoving
{
    /// <summary>Moves a part of a mapping, or all of it, to where nothing is mapped. In Linux: <c>move_vma</c>.</summary>
    /// <param name="mm">The address space.</param>
    /// <param name="vma">The mapping that all of it is in.</param>
    /// <param name="asked">What is moved.</param>
    /// <param name="address">Where to.</param>
    /// <param name="isLocked">Whether what is new is locked memory.</param>
    [MaySleep]
    public static AddressOrErrno MoveVma(Mm mm, Vma vma, Remapping asked, VirtualAddress address, out bool isLocked)
    {
        isLocked = false;
        MmStruct self = mm.Struct;
        if (self.MapCount >= self.Limits.MaxMapCount - 3)
        {
            return Errno.Nomem;
        }

        VmaFlags flags = vma.Flags;
        FrameCount more = asked.Has(MremapFlags.DontUnmap) ? asked.NewPages : asked.NewPages - asked.OldPages;
        FrameCount charged = (flags & VmaFlags.Account) != 0 ? more : default;
        if (!MemoryAccounting.VmEnoughMemory(self, charged))
        {
            return Errno.Nomem;
        }

        vma.VmaStartWrite();
        if (CopyVma(mm, ref vma, asked, address, out bool needRmapLocks) is not { } copy)
        {
            MemoryAccounting.VmUnacctMemory(self, charged);
            return Errno.Nomem;
        }

        ByteCount moved = TableMoves.MovePageTables(vma, asked.Address, copy, address, asked.OldLength, needRmapLocks);
        if (moved < asked.OldLength)
        {
            return MoveBack(mm, vma, copy, asked, (address, moved, charged));
        }

        MemoryAccounting.VmStatAccount(self, flags, (long)asked.NewPages.Value);
        if (asked.Has(MremapFlags.DontUnmap))
        {
            LeaveEmpty(vma, copy, asked);
            bool locksTwice = (flags & VmaFlags.Locked) != 0 && (self.Limits.Since612 & MmChanges.DontUnmapLocksTwice) != 0;
            self.LockedVm += locksTwice ? asked.NewPages.Value : 0;
            return address;
        }

        UnmapOld(mm, vma, asked);
        isLocked = (flags & VmaFlags.Locked) != 0;
        self.LockedVm += isLocked ? asked.NewPages.Value : 0;
        return address;
    }

    // No memory for a table at the new place: what was moved comes back, the tables it came from still being there, and the copy goes.
    // In Linux: the error half of move_vma.
    private static Errno MoveBack(
        Mm mm, Vma vma, Vma copy, Remapping asked, (VirtualAddress Address, ByteCount Moved, FrameCount Charged) done)
    {
        TableMoves.MovePageTables(copy, done.Address, vma, asked.Address, done.Moved, needRmapLocks: true);
        bool isAccounted = (copy.Flags & VmaFlags.Account) != 0;
        MemoryAccounting.VmStatAccount(mm.Struct, copy.Flags, (long)asked.NewPages.Value);
        mm.Struct.LockedVm += (copy.Flags & VmaFlags.Locked) != 0 ? asked.NewPages.Value : 0;
        MemoryAccounting.VmAcctMemory(mm.Struct, isAccounted ? new FrameCount(asked.NewPages.Value - done.Charged.Value) : default);
        Munmapping.DoVmiMunmap(mm, done.Address, asked.NewLength, unlock: false);
        return Errno.Nomem;
    }

    // The old mapping stays, with nothing in it and nothing locked; as many pages are locked as before, elsewhere.
    private static void LeaveEmpty(Vma vma, Vma copy, Remapping asked)
    {
        vma.VmFlagsClear(VmaFlags.LockedMask);
        if (copy != vma && vma.Start == asked.Address && vma.End == asked.OldEnd)
        {
            AnonVmaCloning.UnlinkAnonVmas(vma);
        }
    }

    // What was promised for the old range is promised for the new one; pieces of the old mapping that are left keep theirs.
    private static void UnmapOld(Mm mm, Vma vma, Remapping asked)
    {
        bool isAccounted = (vma.Flags & VmaFlags.Account) != 0;
        bool hasHead = vma.Start < asked.Address;
        bool hasTail = vma.End > asked.OldEnd;
        if (isAccounted)
        {
            vma.VmFlagsClear(VmaFlags.Account);
        }

        Errno refused = asked.OldLength == ByteCount.Zero
            ? Errno.None
            : Munmapping.DoVmiMunmap(mm, asked.Address, asked.OldLength, unlock: false);
        if (!isAccounted)
        {
            return;
        }

        if (refused != Errno.None)
        {
            // Without memory for a split the old mapping is left as it is, and needs its promise beside the new one's.
            MemoryAccounting.VmAcctMemory(mm.Struct, asked.OldPages);
            mm.VmaLookup(asked.Address)?.VmFlagsSet(VmaFlags.Account);
        }

        if (hasHead)
        {
            mm.VmaLookup(asked.Address - PageSize)?.VmFlagsSet(VmaFlags.Account);
        }

        if (hasTail)
        {
            mm.VmaLookup(asked.OldEnd)?.VmFlagsSet(VmaFlags.Account);
        }
    }

    // In Linux: copy_vma.
    private static Vma? CopyVma(Mm mm, ref Vma vma, Remapping asked, VirtualAddress address, out bool needRmapLocks)
    {
        needRmapLocks = false;
        VmaTree tree = mm.Struct.Mt;
        VirtualAddress end = address + asked.NewLength;
        if (tree.Find(address) is { } there && there.Start < end)
        {
            return null;
        }

        // Where no page was made yet, nothing is known by its old place, and at the new one it has more neighbours to merge with.
        bool isUntouched = vma.IsAnonymous && vma.Mapping is null && vma.AnonVma is null;
        VmaMergeRange range = new()
        {
            Mm = mm,
            Prev = tree.Prev(address),
            Next = tree.Find(end),
            Start = address,
            End = end,
            Pgoff = isUntouched ? Pgoff.Of(address) : vma.LinearPageIndex(asked.Address),
            Flags = vma.Flags,
            AnonVma = vma.AnonVma,
            Mapping = vma.Mapping,
            Policy = vma.Policy,
        };
        if (VmaMerging.VmaMergeNewRange(ref range) is { } merged)
        {
            // The mapping itself may be the neighbour that has grown, or be a part of it now.
            vma = mm.VmaLookup(asked.Address)!;
            needRmapLocks = merged.Pgoff <= vma.Pgoff;
            return merged;
        }

        return range.IsOutOfMemory ? null : VmaCopies.LinkCopy(vma, address, end, range.Pgoff);
    }
}
