using KernelMm.Rmap;

namespace KernelMm.Mmap;

/// <summary>When neighbours may become one: they are of one kind, what they map follows on, and no pages of a parent make one of them special.</summary>
internal static class VmaMergeRules
{
    /// <summary>Whether the range may become the end of the mapping before it. In Linux: <c>can_vma_merge_left</c>.</summary>
    public static bool CanVmaMergeLeft(in VmaMergeRange range) =>
        range.Prev is { } prev
        && prev.End == range.Start
        && IsMergeableVma(range, prev)
        && IsMergeableAnonVma(range, prev)
        && prev.Pgoff + prev.Pages == range.Pgoff;

    /// <summary>
    /// Whether the range may become the beginning of the mapping after it; where it also becomes the end of the one before it,
    /// those two must go together. In Linux: <c>can_vma_merge_right</c>.
    /// </summary>
    public static bool CanVmaMergeRight(in VmaMergeRange range, bool mergesLeft) =>
        range.Next is { } next
        && next.Start == range.End
        && IsMergeableVma(range, next)
        && IsMergeableAnonVma(range, next)
        && next.Pgoff == range.Pgoff + range.Pages
        && (!mergesLeft || IsOneOrMissing(range.Prev!.AnonVma, next.AnonVma));

    // In Linux: is_mergeable_vma.
    private static bool IsMergeableVma(in VmaMergeRange range, Vma neighbour) =>
        ((neighbour.Flags ^ range.Flags) & ~VmaFlags.SoftDirty) == 0
        && neighbour.Mapping == range.Mapping
        && neighbour.Policy == range.Policy;

    // In Linux: is_mergeable_anon_vma.
    private static bool IsMergeableAnonVma(in VmaMergeRange range, Vma neighbour) => range.AnonVma == neighbour.AnonVma;

    private static bool IsOneOrMissing(AnonVma? one, AnonVma? other) => one is null || other is null || one == other;
}
