namespace KernelMm.Mmap;

/// <summary>
/// Where a mapping goes: to its hint where that is free, else to the highest hole below a base that is big enough. The address
/// space's lock is held for writing. In Linux: <c>get_unmapped_area</c> and the functions it calls, with x86's rules for hints.
/// </summary>
internal static class UnmappedArea
{
    /// <summary>A place. In Linux: <c>__get_unmapped_area</c>.</summary>
    /// <param name="mm">The address space.</param>
    /// <param name="hint">Where it should be; 0 for anywhere.</param>
    /// <param name="length">A multiple of the page size.</param>
    /// <param name="flags">How it is mapped.</param>
    public static AddressOrErrno GetUnmappedArea(MmStruct mm, VirtualAddress hint, ByteCount length, MapFlags flags)
    {
        if (length.Value > AddressSpaceLayout.TaskSize.Value)
        {
            return Errno.Nomem;
        }

        AddressOrErrno found = Find(mm, hint, length, flags);
        if (found.IsError)
        {
            return found;
        }

        if (found.Address > AddressSpaceLayout.TaskSize - length)
        {
            return Errno.Nomem;
        }

        if (!found.Address.IsAligned(PageSize))
        {
            return Errno.Inval;
        }

        return found.Address < mm.Limits.MmapMinAddr ? Errno.Perm : found;
    }

    private static AddressOrErrno Find(MmStruct mm, VirtualAddress hint, ByteCount length, MapFlags flags)
    {
        bool isHugeAligned = mm.Limits.AlignsHugeLengths
            && (flags & MapFlags.Shared) == 0
            && hint.Value == 0
            && (length.Value & (PmdSize.Value - 1)) == 0;
        return isHugeAligned && ThpGetUnmappedArea(mm, length, flags) is { IsError: false } huge
            ? huge
            : ArchGetUnmappedAreaTopdown(mm, hint, length, flags);
    }

    // A hole that has room for a whole huge page more, in which the first multiple of a huge page's size is taken. In Linux:
    // thp_get_unmapped_area_vmflags.
    private static AddressOrErrno ThpGetUnmappedArea(MmStruct mm, ByteCount length, MapFlags flags)
    {
        AddressOrErrno found = ArchGetUnmappedAreaTopdown(mm, default, length + PmdSize, flags);
        if (found.IsError || (flags & MapFlags.Fixed) != 0)
        {
            return found;
        }

        ulong below = unchecked(0 - found.Address.Value) & (PmdSize.Value - 1);
        return found.Address + (below == 0 ? PmdSize : new ByteCount(below));
    }

    // In Linux: arch_get_unmapped_area_topdown.
    private static AddressOrErrno ArchGetUnmappedAreaTopdown(MmStruct mm, VirtualAddress hint, ByteCount length, MapFlags flags)
    {
        if (length.Value > AddressSpaceLayout.TaskSize.Value)
        {
            return Errno.Nomem;
        }

        if ((flags & MapFlags.Fixed) != 0)
        {
            return hint;
        }

        VirtualAddress asked = hint.AlignDown(PageSize);
        if (asked.Value != 0 && IsHintValid(asked, length) && (mm.Mt.Find(asked) is not { } next || asked + length <= StackGap.VmStartGap(next)))
        {
            return asked;
        }

        // Who asks for an address above the usual window may have one from all there is.
        ByteCount above = hint > AddressSpaceLayout.MapWindow ? AddressSpaceLayout.TaskSize - AddressSpaceLayout.MapWindow : ByteCount.Zero;
        AddressOrErrno found = Topdown(mm, mm.MmapBase + above, length);
        return found.IsError ? Bottomup(mm, length) : found;
    }

    // In Linux: mmap_address_hint_valid.
    private static bool IsHintValid(VirtualAddress hint, ByteCount length) =>
        hint <= AddressSpaceLayout.TaskSize - length
        && (hint > AddressSpaceLayout.MapWindow) == (hint + length > AddressSpaceLayout.MapWindow);

    // In Linux: unmapped_area_topdown.
    private static AddressOrErrno Topdown(MmStruct mm, VirtualAddress high, ByteCount length)
    {
        ulong low = Math.Max(PageSize.Value, mm.Limits.LowestChosen.Value);
        while (VmaGaps.Highest(mm.Mt.Root, low, high.Value, length.Value) is { } hole)
        {
            VirtualAddress end = new(hole.End);
            if (mm.Mt.Find(end) is not { } next || StackGap.VmStartGap(next) >= end)
            {
                return end - length;
            }

            high = StackGap.VmStartGap(next);
        }

        return Errno.Nomem;
    }

    // Above the base there may be room left, and a third of all addresses is where the search once began. In Linux: unmapped_area.
    private static AddressOrErrno Bottomup(MmStruct mm, ByteCount length)
    {
        ulong low = (AddressSpaceLayout.MapWindow.Value / 3) & ~(PageSize.Value - 1);
        while (VmaGaps.Lowest(mm.Mt.Root, low, AddressSpaceLayout.MapWindow.Value, length.Value) is { } hole)
        {
            VirtualAddress start = new(hole.Start);
            if (mm.Mt.Find(start) is not { } next || StackGap.VmStartGap(next) >= start + length)
            {
                return start;
            }

            low = next.End.Value;
        }

        return Errno.Nomem;
    }
}
