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

    // A mapping that may hold pages of a parent takes nothing in, and is taken in by none, as the links between them and their
    // anon_vmas would grow without end. In Linux: is_mergeable_anon_vma.
    private static bool IsMergeableAnonVma(in VmaMergeRange range, Vma neighbour)
    {
        if (range.AnonVma is null && neighbour.AnonVma is not null)
        {
            return HasPagesOfItsOwnOnly(neighbour);
        }

        if (range.AnonVma is not null && neighbour.AnonVma is null)
        {
            return (range.Mm.Limits.Since612 & MmChanges.FaultedMergesIntoUnfaulted) != 0
                && (range.Middle is null || HasPagesOfItsOwnOnly(range.Middle));
        }

        return range.AnonVma == neighbour.AnonVma;
    }

    private static bool HasPagesOfItsOwnOnly(Vma vma) => vma.AnonVmaChains is { Next: null };

    private static bool IsOneOrMissing(AnonVma? one, AnonVma? other) => one is null || other is null || one == other;
}
