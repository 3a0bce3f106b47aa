namespace KernelMm.Mmap;

/// <summary>Memory that stays resident. In Linux: <c>mm/mlock.c</c>.</summary>
internal static class Mlocking
{
    /// <summary>Locks a range. In Linux: <c>do_mlock</c>.</summary>
    [MaySleep]
    public static Errno DoMlock(Mm mm, VirtualAddress start, ByteCount length, VmaFlags flags)
    {
        MmStruct self = mm.Struct;
        if (!MemoryAccounting.CanDoMlock(self))
        {
            return Errno.Perm;
        }

        (start, length) = WholePages(start, length);
        if (!mm.MmapLock.MmapWriteLockKillable())
        {
            return Errno.Intr;
        }

        Errno refused = IsWithinLimit(self, start, length) ? ApplyVmaLockFlags(mm, start, length, flags) : Errno.Nomem;
        mm.MmapLock.MmapWriteUnlock();
        return refused != Errno.None
            ? refused
            : MmPopulating.MlockPosixErrorReturn(MmPopulating.MmPopulate(mm, start, length, ignoreErrors: false));
    }

    /// <summary>Unlocks a range. In Linux: <c>munlock</c>.</summary>
    [MaySleep]
    public static Errno Munlock(Mm mm, VirtualAddress start, ByteCount length)
    {
        (start, length) = WholePages(start, length);
        if (!mm.MmapLock.MmapWriteLockKillable())
        {
            return Errno.Intr;
        }

        Errno refused = ApplyVmaLockFlags(mm, start, length, VmaFlags.None);
        mm.MmapLock.MmapWriteUnlock();
        return refused;
    }

    /// <summary>Locks everything that is mapped, or will be. In Linux: <c>mlockall</c>.</summary>
    [MaySleep]
    public static Errno Mlockall(Mm mm, MclFlags flags)
    {
        const MclFlags All = MclFlags.Current | MclFlags.Future | MclFlags.OnFault;
        MmStruct self = mm.Struct;
        if (flags == MclFlags.None || flags == MclFlags.OnFault || (flags & ~All) != 0)
        {
            return Errno.Inval;
        }

        if (!MemoryAccounting.CanDoMlock(self))
        {
            return Errno.Perm;
        }

        if (!mm.MmapLock.MmapWriteLockKillable())
        {
            return Errno.Intr;
        }

        bool isAllowed = (flags & MclFlags.Current) == 0
            || self.Limits.CanLockAnything
            || self.TotalVm <= self.Limits.Memlock.Value >> PageShift;
        if (isAllowed)
        {
            ApplyMlockallFlags(mm, flags);
        }

        mm.MmapLock.MmapWriteUnlock();
        if (isAllowed && (flags & MclFlags.Current) != 0)
        {
            MmPopulating.MmPopulate(mm, default, AddressSpaceLayout.TaskSize - default(VirtualAddress), ignoreErrors: true);
        }

        return isAllowed ? Errno.None : Errno.Nomem;
    }

    /// <summary>Unlocks everything. In Linux: <c>munlockall</c>.</summary>
    [MaySleep]
    public static Errno Munlockall(Mm mm)
    {
        if (!mm.MmapLock.MmapWriteLockKillable())
        {
            return Errno.Intr;
        }

        ApplyMlockallFlags(mm, MclFlags.None);
        mm.MmapLock.MmapWriteUnlock();
        return Errno.None;
    }

    /// <summary>A range grown to whole pages; its length is 0 where that is more than there can be.</summary>
    public static (VirtualAddress Start, ByteCount Length) WholePages(VirtualAddress start, ByteCount length)
    {
        VirtualAddress first = start.AlignDown(PageSize);
        return (first, Mappings.PageAlign(length + (start - first)));
    }

    // What is locked already within the range is not counted twice, which is looked at only where it matters.
    private static bool IsWithinLimit(MmStruct mm, VirtualAddress start, ByteCount length)
    {
        ulong limit = mm.Limits.Memlock.Value >> PageShift;
        ulong locked = (length.Value >> PageShift) + mm.LockedVm;
        return mm.Limits.CanLockAnything || locked <= limit || locked - CountMmMlockedPageNr(mm, start, length) <= limit;
    }

    // In Linux: count_mm_mlocked_page_nr.
    private static ulong CountMmMlockedPageNr(MmStruct mm, VirtualAddress start, ByteCount length)
    {
        ulong end = start.Value + length.Value < start.Value ? ulong.MaxValue : start.Value + length.Value;
        ulong count = 0;
        foreach (VmaNode node in VmaSearch.Within(mm.Mt.Root, start.Value, end))
        {
            bool isLocked = (node.Vma.Flags & VmaFlags.Locked) != 0;
            count += isLocked ? (Math.Min(node.End, end) - Math.Max(node.Start, start.Value)) >> PageShift : 0;
        }

        return count;
    }

    // In Linux: apply_vma_lock_flags.
    private static Errno ApplyVmaLockFlags(Mm mm, VirtualAddress start, ByteCount length, VmaFlags flags)
    {
        VirtualAddress end = start + length;
        if (end <= start)
        {
            return end == start ? Errno.None : Errno.Inval;
        }

        for (VirtualAddress next; start < end; start = next)
        {
            if (mm.Struct.Mt.Walk(start) is not { } vma)
            {
                return Errno.Nomem;
            }

            next = vma.End < end ? vma.End : end;
            Errno refused = MlockFixup(vma, start, next, (vma.Flags & ~VmaFlags.LockedMask) | flags);
            if (refused != Errno.None)
            {
                return refused;
            }
        }

        return Errno.None;
    }

    // Refusals of single mappings, for want of memory, are passed over. In Linux: apply_mlockall_flags.
    private static void ApplyMlockallFlags(Mm mm, MclFlags flags)
    {
        MmStruct self = mm.Struct;
        VmaFlags locked = VmaFlags.Locked | ((flags & MclFlags.OnFault) != 0 ? VmaFlags.LockOnFault : VmaFlags.None);
        self.DefFlags = (self.DefFlags & ~VmaFlags.LockedMask) | ((flags & MclFlags.Future) != 0 ? locked : VmaFlags.None);
        if ((flags & (MclFlags.Current | MclFlags.Future)) == MclFlags.Future)
        {
            return;
        }

        VmaFlags added = (flags & MclFlags.Current) != 0 ? locked : VmaFlags.None;
        VirtualAddress end;
        for (Vma? vma = self.Mt.Find(default); vma is not null; vma = self.Mt.Find(end))
        {
            end = vma.End;
            MlockFixup(vma, vma.Start, end, (vma.Flags & ~VmaFlags.LockedMask) | added);
        }
    }

    // In Linux: mlock_fixup.
    private static Errno MlockFixup(Vma vma, VirtualAddress start, VirtualAddress end, VmaFlags flags)
    {
        VmaFlags old = vma.Flags;
        if (flags == old || (old & VmaFlags.Special) != 0)
        {
            return Errno.None;
        }

        if (VmaModifying.VmaModifyFlags(vma, start, end, flags) is not { } changed)
        {
            return Errno.Nomem;
        }

        bool wasLocked = (old & VmaFlags.Locked) != 0;
        bool isLocked = (flags & VmaFlags.Locked) != 0;
        ulong pages = (end - start).Value >> PageShift;
        vma.Mm.Struct.LockedVm += wasLocked == isLocked ? 0 : isLocked ? pages : unchecked(0 - pages);
        if (wasLocked && isLocked)
        {
            // Its pages know already.
            changed.VmFlagsReset(flags);
        }
        else
        {
            MlockWalk.MlockVmaPagesRange(changed, start, end, flags);
        }

        return Errno.None;
    }
}
