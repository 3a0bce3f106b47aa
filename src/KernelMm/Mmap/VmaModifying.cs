namespace KernelMm.Mmap;

/// <summary>A part of a mapping becomes another kind: it merges with its neighbours, or is split off. In Linux: <c>vma_modify</c>.</summary>
internal static class VmaModifying
{
    /// <summary>The mapping that has exactly the range, or more where it could be merged; its flags are the caller's to change. In Linux: <c>vma_modify_flags</c>.</summary>
    /// <param name="vma">What the range is a part of. The address space's lock is held for writing.</param>
    /// <param name="start">The first address.</param>
    /// <param name="end">The exclusive end.</param>
    /// <param name="flags">What the range will be.</param>
    /// <returns>The mapping; null where no memory or no mapping is left to have, in which case it is at most split.</returns>
    [MaySleep]
    public static Vma? VmaModifyFlags(Vma vma, VirtualAddress start, VirtualAddress end, VmaFlags flags)
    {
        VmaTree tree = vma.Mm.Struct.Mt;
        VmaMergeRange range = new()
        {
            Mm = vma.Mm,
            Middle = vma,
            Prev = tree.Prev(vma.Start),
            Next = tree.Next(vma),
            Start = start,
            End = end,
            Pgoff = vma.LinearPageIndex(start),
            Flags = flags,
            AnonVma = vma.AnonVma,
            Mapping = vma.Mapping,
            Policy = vma.Policy,
        };
        if (VmaMerging.VmaMergeExistingRange(ref range) is { } merged)
        {
            return merged;
        }

        bool isRefused = range.IsOutOfMemory
            || (start > vma.Start && VmaSplitting.SplitVma(vma, start, newBelow: true) != Errno.None)
            || (end < vma.End && VmaSplitting.SplitVma(vma, end, newBelow: false) != Errno.None);
        return isRefused ? null : vma;
    }
}
