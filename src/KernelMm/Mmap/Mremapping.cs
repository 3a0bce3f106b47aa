namespace KernelMm.Mmap;

/// <summary>Mappings that are resized or moved. In Linux: <c>mm/mremap.c</c>.</summary>
internal static class Mremapping
{
    /// <summary>Resizes or moves. In Linux: <c>mremap</c>.</summary>
    /// <param name="mm">The address space.</param>
    /// <param name="asked">What is asked for, its lengths not rounded yet.</param>
    /// <param name="populate">What is new and to be made resident.</param>
    [MaySleep]
    public static AddressOrErrno Mremap(Mm mm, Remapping asked, out (VirtualAddress Start, ByteCount Length) populate)
    {
        populate = default;
        Remapping rounded = asked with { OldLength = Mappings.PageAlign(asked.OldLength), NewLength = Mappings.PageAlign(asked.NewLength) };
        if (!IsSensible(ChecksFirst(mm) ? rounded : asked))
        {
            return Errno.Inval;
        }

        asked = rounded;
        bool isTooLong = asked.NewLength.Value > AddressSpaceLayout.TaskSize.Value;
        if (asked.NewLength == ByteCount.Zero || (ChecksFirst(mm) && (isTooLong || IsTargetNonsense(asked))))
        {
            return Errno.Inval;
        }

        if (ChecksFirst(mm) && asked.Has(MremapFlags.Fixed | MremapFlags.DontUnmap) && HasNoRoomToMove(mm))
        {
            return Errno.Nomem;
        }

        if (!mm.MmapLock.MmapWriteLockKillable())
        {
            return Errno.Intr;
        }

        bool isDowngraded = false;
        AddressOrErrno answer = Locked(mm, asked, out bool isLocked, ref isDowngraded);
        if (!isDowngraded)
        {
            mm.MmapLock.MmapWriteUnlock();
        }

        if (isLocked && !answer.IsError && asked.NewLength > asked.OldLength)
        {
            populate = (answer.Address + asked.OldLength, asked.NewLength - asked.OldLength);
        }

        return answer;
    }

    private static bool IsSensible(Remapping asked)
    {
        const MremapFlags All = MremapFlags.Fixed | MremapFlags.MayMove | MremapFlags.DontUnmap;
        bool isFixedInPlace = asked.Has(MremapFlags.Fixed) && !asked.Has(MremapFlags.MayMove);
        bool isResizedAndKept = asked.Has(MremapFlags.DontUnmap) && (!asked.Has(MremapFlags.MayMove) || asked.OldLength != asked.NewLength);
        return (asked.Flags & ~All) == 0 && !isFixedInPlace && !isResizedAndKept && asked.Address.IsAligned(PageSize);
    }

    private static bool ChecksFirst(Mm mm) => (mm.Limits.Since612 & MmChanges.MremapChecksArgumentsFirst) != 0;

    // Moving may split mappings on both sides, and must not find out halfway that it cannot.
    private static bool HasNoRoomToMove(Mm mm) => mm.MapCount + 2 >= mm.Limits.MaxMapCount - 3;

    private static bool IsTargetNonsense(Remapping asked)
    {
        bool isNowhere = asked.NewLength.Value > AddressSpaceLayout.TaskSize.Value
            || asked.NewAddress > AddressSpaceLayout.TaskSize - asked.NewLength;
        bool isOverlapping = asked.OldEnd > asked.NewAddress && asked.NewAddress + asked.NewLength > asked.Address;
        return asked.Has(MremapFlags.Fixed | MremapFlags.DontUnmap) && (!asked.NewAddress.IsAligned(PageSize) || isNowhere || isOverlapping);
    }

    private static AddressOrErrno Locked(Mm mm, Remapping asked, out bool isLocked, ref bool isDowngraded)
    {
        isLocked = false;
        if (mm.VmaLookup(asked.Address) is not { } vma)
        {
            return Errno.Fault;
        }

        if (MremapSeveral.Is(mm, asked))
        {
            return MremapSeveral.RemapMove(mm, asked, out isLocked);
        }

        if (asked.Has(MremapFlags.Fixed | MremapFlags.DontUnmap))
        {
            return MremapTo(mm, asked, out isLocked);
        }

        if (asked.OldLength >= asked.NewLength)
        {
            return Shrink(mm, asked, ref isDowngraded);
        }

        Errno refused = VmaToResize(mm, vma, asked);
        if (refused != Errno.None)
        {
            return refused;
        }

        if (asked.OldEnd == vma.End && IsExpandable(mm.Struct, vma, asked.NewLength - asked.OldLength))
        {
            return ExpandInPlace(mm.Struct, vma, asked, out isLocked);
        }

        return asked.Has(MremapFlags.MayMove) ? MoveAnywhere(mm, vma, asked, default, out isLocked) : Errno.Nomem;
    }

    private static AddressOrErrno Shrink(Mm mm, Remapping asked, ref bool isDowngraded)
    {
        if (asked.OldLength == asked.NewLength)
        {
            return asked.Address;
        }

        Errno refused = Munmapping.DoVmiMunmap(mm, asked.Address + asked.NewLength, asked.OldLength - asked.NewLength, unlock: true);
        isDowngraded = refused == Errno.None;
        return isDowngraded ? asked.Address : refused;
    }

    /// <summary>Moves to a place that is given, or hinted at. In Linux: <c>mremap_to</c>.</summary>
    /// <param name="mm">The address space, whose lock is held for writing.</param>
    /// <param name="asked">What is asked for; it begins in a mapping.</param>
    /// <param name="isLocked">Whether what is new is locked memory.</param>
    [MaySleep]
    public static AddressOrErrno MremapTo(Mm mm, Remapping asked, out bool isLocked)
    {
        isLocked = false;
        if (IsTargetNonsense(asked))
        {
            return Errno.Inval;
        }

        if (!ChecksFirst(mm) && HasNoRoomToMove(mm))
        {
            return Errno.Nomem;
        }

        Remapping kept = asked with { OldLength = asked.OldLength < asked.NewLength ? asked.OldLength : asked.NewLength };
        Errno refused = ChecksFirst(mm) ? VmaToResize(mm, mm.VmaLookup(asked.Address)!, kept) : Errno.None;
        if (refused != Errno.None)
        {
            return refused;
        }

        refused = asked.Has(MremapFlags.Fixed) ? Munmapping.DoVmiMunmap(mm, asked.NewAddress, asked.NewLength, unlock: false) : Errno.None;
        if (refused == Errno.None && ChecksFirst(mm) && mm.VmaLookup(asked.Address) is null)
        {
            return Errno.Fault;
        }

        if (refused == Errno.None && asked.OldLength > asked.NewLength)
        {
            refused = Munmapping.DoVmiMunmap(mm, asked.Address + asked.NewLength, asked.OldLength - asked.NewLength, unlock: false);
            asked = asked with { OldLength = asked.NewLength };
        }

        if (refused != Errno.None)
        {
            return refused;
        }

        if (mm.VmaLookup(asked.Address) is not { } vma)
        {
            return Errno.Fault;
        }

        refused = VmaToResize(mm, vma, asked);
        if (refused != Errno.None)
        {
            return refused;
        }

        // What stays and what is new are both there afterwards.
        FrameCount more = new(asked.OldLength.Value >> PageShift);
        if (asked.Has(MremapFlags.DontUnmap) && !MemoryAccounting.MayExpandVm(mm.Struct, vma.Flags, more))
        {
            return Errno.Nomem;
        }

        MapFlags flags = asked.Has(MremapFlags.Fixed) ? MapFlags.Fixed : MapFlags.None;
        return MoveAnywhere(mm, vma, asked, flags, out isLocked);
    }

    private static AddressOrErrno MoveAnywhere(Mm mm, Vma vma, Remapping asked, MapFlags flags, out bool isLocked)
    {
        isLocked = false;
        flags |= (vma.Flags & VmaFlags.MayShare) != 0 ? MapFlags.Shared : MapFlags.None;
        VirtualAddress hint = asked.Has(MremapFlags.Fixed | MremapFlags.DontUnmap) ? asked.NewAddress : default;
        AddressOrErrno place = UnmappedArea.GetUnmappedArea(mm.Struct, hint, asked.NewLength, flags);
        return place.IsError ? place : VmaMoving.MoveVma(mm, vma, asked, place.Address, out isLocked);
    }

    // In Linux: vma_to_resize.
    private static Errno VmaToResize(Mm mm, Vma vma, Remapping asked)
    {
        MmStruct self = mm.Struct;
        const VmaFlags Unmovable = VmaFlags.DontExpand | VmaFlags.PfnMap;
        bool isCopied = asked.OldLength == ByteCount.Zero && (vma.Flags & (VmaFlags.Shared | VmaFlags.MayShare)) == 0;
        bool isKept = asked.Has(MremapFlags.DontUnmap) && (vma.Flags & Unmovable) != 0;
        if (isCopied || isKept)
        {
            return Errno.Inval;
        }

        if (asked.OldLength > vma.End - asked.Address)
        {
            return Errno.Fault;
        }

        if (asked.NewLength <= asked.OldLength)
        {
            return Errno.None;
        }

        if ((vma.Flags & Unmovable) != 0)
        {
            return Errno.Fault;
        }

        ByteCount more = asked.NewLength - asked.OldLength;
        if (!MemoryAccounting.MlockFutureOk(self, vma.Flags, more))
        {
            return Errno.Again;
        }

        return MemoryAccounting.MayExpandVm(self, vma.Flags, new FrameCount(more.Value >> PageShift)) ? Errno.None : Errno.Nomem;
    }

    // In Linux: vma_expandable.
    private static bool IsExpandable(MmStruct mm, Vma vma, ByteCount more)
    {
        VirtualAddress end = vma.End + more;
        return end > vma.End
            && (mm.Mt.Find(vma.End) is not { } next || next.Start >= end)
            && !UnmappedArea.GetUnmappedArea(mm, vma.Start, end - vma.Start, MapFlags.Fixed).IsError;
    }

    private static AddressOrErrno ExpandInPlace(MmStruct mm, Vma vma, Remapping asked, out bool isLocked)
    {
        isLocked = false;
        FrameCount pages = new((asked.NewLength - asked.OldLength).Value >> PageShift);
        VmaFlags flags = vma.Flags;
        FrameCount charged = (flags & VmaFlags.Account) != 0 ? pages : default;
        if (!MemoryAccounting.VmEnoughMemory(mm, charged))
        {
            return Errno.Nomem;
        }

        if (VmaMerging.VmaMergeExtend(vma, asked.Address + asked.NewLength) is null)
        {
            MemoryAccounting.VmUnacctMemory(mm, charged);
            return Errno.Nomem;
        }

        MemoryAccounting.VmStatAccount(mm, flags, (long)pages.Value);
        isLocked = (flags & VmaFlags.Locked) != 0;
        mm.LockedVm += isLocked ? pages.Value : 0;
        return asked.Address;
    }
}
