namespace KernelMm.Rmap;

/// <summary>
/// Neighbours that could become one mapping share an anon_vma from the beginning, so that they still can when they are made alike.
/// In Linux: <c>find_mergeable_anon_vma</c>.
/// </summary>
internal static class MergeableAnonVmas
{
    // What may differ between two mappings that could be made alike.
    private const VmaFlags Changeable = VmaFlags.AccessFlags | VmaFlags.SoftDirty;

    /// <summary>The anon_vma of the next mapping, else of the one before, if the mapping could share it; else null.</summary>
    public static AnonVma? FindMergeableAnonVma(Vma vma)
    {
        VmaTree mappings = vma.Mm.Struct.Mt;
        if (mappings.Next(vma) is { } next && Reusable(next, vma, next) is { } ofNext)
        {
            return ofNext;
        }

        return mappings.Prev(vma.Start) is { } previous ? Reusable(previous, previous, vma) : null;
    }

    // In Linux: reusable_anon_vma. A donor that was forked has links to more than one, and pages of any of them.
    private static AnonVma? Reusable(Vma donor, Vma first, Vma second)
    {
        if (!AreCompatible(first, second))
        {
            return null;
        }

        bool isSingular = donor.AnonVmaChains is { Next: null };
        return isSingular ? donor.AnonVma : null;
    }

    // In Linux: anon_vma_compatible.
    private static bool AreCompatible(Vma first, Vma second) =>
        first.End == second.Start
        && first.Policy == second.Policy
        && first.Mapping == second.Mapping
        && ((first.Flags ^ second.Flags) & ~Changeable) == 0
        && second.Pgoff == first.Pgoff + first.Pages;
}
