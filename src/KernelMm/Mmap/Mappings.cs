using KernelMm.Physical;

namespace KernelMm.Mmap;

/// <summary>New mappings. The address space's lock is held for writing. In Linux: <c>do_mmap</c> and what it calls.</summary>
internal static class Mappings
{
    // Flags that only say how to map and are none of the mapping's.
    private const MapFlags Type = MapFlags.Shared | MapFlags.Private;

    /// <summary>Maps anonymous memory. In Linux: <c>do_mmap</c>.</summary>
    /// <param name="mm">The address space.</param>
    /// <param name="hint">Where.</param>
    /// <param name="length">How much; rounded up to whole pages.</param>
    /// <param name="prot">What may be done with it.</param>
    /// <param name="flags">How.</param>
    /// <param name="populate">How much of it is to be made resident when the lock is free.</param>
    [MaySleep]
    public static AddressOrErrno DoMmap(Mm mm, VirtualAddress hint, ByteCount length, Prot prot, MapFlags flags, out ByteCount populate)
    {
        populate = ByteCount.Zero;
        if (length == ByteCount.Zero)
        {
            return Errno.Inval;
        }

        MmStruct self = mm.Struct;
        flags |= (flags & MapFlags.FixedNoReplace) != 0 ? MapFlags.Fixed : MapFlags.None;
        ByteCount bytes = PageAlign(length);
        if (bytes == ByteCount.Zero || self.MapCount > self.Limits.MaxMapCount)
        {
            return Errno.Nomem;
        }

        VirtualAddress wanted = (flags & MapFlags.Fixed) != 0 ? hint : RoundHintToMin(self, hint);
        AddressOrErrno place = UnmappedArea.GetUnmappedArea(self, wanted, bytes, flags);
        if (place.IsError)
        {
            return place;
        }

        VmaFlags vmaFlags = VmaFlagsOf(prot, flags) | self.DefFlags;
        Errno refused = Check(self, place.Address, bytes, flags, vmaFlags);
        if (refused != Errno.None)
        {
            return refused;
        }

        AddressOrErrno mapped = MmapRegion(mm, place.Address, bytes, WithSharing(self, flags, vmaFlags));
        bool isPopulated = (vmaFlags & VmaFlags.Locked) != 0 || (flags & (MapFlags.Populate | MapFlags.NonBlock)) == MapFlags.Populate;
        populate = !mapped.IsError && isPopulated ? bytes : ByteCount.Zero;
        return mapped;
    }

    /// <summary>Rounded up to whole pages; 0 where that is more than there can be. In Linux: <c>PAGE_ALIGN</c>.</summary>
    public static ByteCount PageAlign(ByteCount length) => new(unchecked(length.Value + PageSize.Value - 1) & ~(PageSize.Value - 1));

    private static Errno Check(MmStruct mm, VirtualAddress address, ByteCount length, MapFlags flags, VmaFlags vmaFlags)
    {
        if ((flags & MapFlags.FixedNoReplace) != 0 && mm.Mt.Find(address) is { } there && there.Start < address + length)
        {
            return Errno.Exist;
        }

        if ((flags & MapFlags.Locked) != 0 && !MemoryAccounting.CanDoMlock(mm))
        {
            return Errno.Perm;
        }

        if (!MemoryAccounting.MlockFutureOk(mm, vmaFlags, length))
        {
            return Errno.Again;
        }

        return (flags & Type) switch
        {
            MapFlags.Private => Errno.None,
            MapFlags.Shared => (vmaFlags & VmaFlags.GrowsDown) != 0 ? Errno.Inval : Errno.None,
            _ => Errno.Inval,
        };
    }

    private static VmaFlags VmaFlagsOf(Prot prot, MapFlags flags) =>
        ProtectionMap.CalcVmProtBits(prot)
        | ((flags & MapFlags.GrowsDown) != 0 ? VmaFlags.GrowsDown : 0)
        | ((flags & MapFlags.Locked) != 0 ? VmaFlags.Locked : 0)
        | ((flags & MapFlags.Stack) != 0 ? VmaFlags.NoHugePage : 0)
        | VmaFlags.MayRead | VmaFlags.MayWrite | VmaFlags.MayExec;

    private static VmaFlags WithSharing(MmStruct mm, MapFlags flags, VmaFlags vmaFlags)
    {
        bool isUnreserved = (flags & MapFlags.NoReserve) != 0 && mm.Machine.Options.OvercommitMemory != OvercommitMemory.Never;
        return vmaFlags
            | ((flags & Type) == MapFlags.Shared ? VmaFlags.Shared | VmaFlags.MayShare : 0)
            | (isUnreserved ? VmaFlags.NoReserve : 0);
    }

    // In Linux: round_hint_to_min.
    private static VirtualAddress RoundHintToMin(MmStruct mm, VirtualAddress hint)
    {
        VirtualAddress rounded = hint.AlignDown(PageSize);
        return rounded.Value != 0 && rounded < mm.Limits.LowestChosen ? mm.Limits.LowestChosen : rounded;
    }

    // In Linux: mmap_region.
    private static AddressOrErrno MmapRegion(Mm mm, VirtualAddress start, ByteCount length, VmaFlags flags)
    {
        MmStruct self = mm.Struct;
        VirtualAddress end = start + length;
        FrameCount pages = new(length.Value >> PageShift);
        Unmapping replaced = new(mm, start, end);
        Errno refused = replaced.VmsGatherMunmapVmas();
        if (refused != Errno.None)
        {
            return refused;
        }

        if (!MemoryAccounting.MayExpandVm(self, flags, pages - replaced.Pages))
        {
            replaced.Abort();
            return Errno.Nomem;
        }

        bool isAccounted = MemoryAccounting.AccountableMapping(flags);
        if (isAccounted && !MemoryAccounting.VmEnoughMemory(self, pages - replaced.AccountedPages))
        {
            replaced.Abort();
            return Errno.Nomem;
        }

        if (replaced.TakeOut() != Errno.None)
        {
            MemoryAccounting.VmUnacctMemory(self, isAccounted ? pages - replaced.AccountedPages : default);
            return Errno.Nomem;
        }

        replaced.VmsCompleteMunmapVmas(isDowngrading: false, isAccountKept: isAccounted);
        flags |= isAccounted ? VmaFlags.Account : VmaFlags.None;
        if (NewRange.MergedOrNew(mm, start, end, flags) is null)
        {
            MemoryAccounting.VmUnacctMemory(self, isAccounted ? pages : default);
            return Errno.Nomem;
        }

        MemoryAccounting.VmStatAccount(self, flags, (long)pages.Value);
        self.LockedVm += (flags & VmaFlags.Locked) != 0 ? pages.Value : 0;
        return start;
    }
}
