using KernelMm.Physical;
using KernelMm.Rmap;

namespace KernelMm.Mmap;

/// <summary>
/// Ranges become part of the mappings beside them. The address space's lock is held for writing. Where memory is missing nothing
/// has changed. In Linux: <c>mm/vma.c</c>.
/// </summary>
internal static class VmaMerging
{
    /// <summary>Lets a range where nothing is mapped become part of its neighbours. In Linux: <c>vma_merge_new_range</c>.</summary>
    /// <returns>The mapping that it is part of; null where it can be part of none.</returns>
    [MaySleep]
    public static Vma? VmaMergeNewRange(ref VmaMergeRange range)
    {
        if ((range.Flags & VmaFlags.Special) != 0)
        {
            return null;
        }

        bool left = VmaMergeRules.CanVmaMergeLeft(range);
        bool right = VmaMergeRules.CanVmaMergeRight(range, left);
        return (left, right) switch
        {
            (true, true) => Grow(ref range, range.Prev!, range.Prev!.Start, range.Next!.End, donor: range.Next, removed: range.Next),
            (true, false) => Grow(ref range, range.Prev!, range.Prev!.Start, range.End),
            (false, true) => Grow(ref range, range.Next!, range.Start, range.Next!.End),
            _ => null,
        };
    }

    /// <summary>
    /// Lets a part of a mapping, or all of it, become part of its neighbours, for which it is about to become what they are. In
    /// Linux: <c>vma_merge_existing_range</c>.
    /// </summary>
    /// <returns>The mapping that it is part of; null where it can be part of none.</returns>
    [MaySleep]
    public static Vma? VmaMergeExistingRange(ref VmaMergeRange range)
    {
        Vma middle = range.Middle!;
        bool isLeft = range.Start == middle.Start;
        bool isRight = range.End == middle.End;
        if ((range.Flags & VmaFlags.Special) != 0 || !(isLeft || isRight))
        {
            return null;
        }

        bool left = isLeft && VmaMergeRules.CanVmaMergeLeft(range);
        bool right = isRight && VmaMergeRules.CanVmaMergeRight(range, left);
        bool isWhole = isLeft && isRight;
        if (left && right)
        {
            Vma donor = range.Next!.AnonVma is not null ? range.Next : middle;
            return Grow(ref range, range.Prev!, range.Prev!.Start, range.Next.End, donor, removed: middle, alsoRemoved: range.Next);
        }

        if (!left && !right)
        {
            return null;
        }

        Vma target = left ? range.Prev! : range.Next!;
        VirtualAddress start = left ? target.Start : range.Start;
        VirtualAddress end = left ? range.End : target.End;
        return isWhole
            ? Grow(ref range, target, start, end, donor: middle, removed: middle)
            : Grow(ref range, target, start, end, donor: middle, cut: middle);
    }

    /// <summary>Lets a mapping grow upwards, into nothing, and so as to touch the one above perhaps. In Linux: <c>vma_merge_extend</c>.</summary>
    /// <param name="vma">The mapping.</param>
    /// <param name="end">Its end then.</param>
    /// <returns>The mapping; null where no memory is left.</returns>
    [MaySleep]
    public static Vma? VmaMergeExtend(Vma vma, VirtualAddress end)
    {
        VmaMergeRange range = new()
        {
            Mm = vma.Mm,
            Prev = vma,
            Next = vma.Mm.Struct.Mt.Next(vma),
            Start = vma.End,
            End = end,
            Pgoff = vma.Pgoff + vma.Pages,
            Flags = vma.Flags,
            AnonVma = vma.AnonVma,
            Mapping = vma.Mapping,
            Policy = vma.Policy,
        };
        return VmaMergeNewRange(ref range);
    }

    // In Linux: commit_merge, with dup_anon_vma before it: the donor's pages become the target's.
    private static Vma? Grow(
        ref VmaMergeRange range,
        Vma target,
        VirtualAddress start,
        VirtualAddress end,
        Vma? donor = null,
        Vma? removed = null,
        Vma? alsoRemoved = null,
        Vma? cut = null)
    {
        target.VmaStartWrite();
        removed?.VmaStartWrite();
        alsoRemoved?.VmaStartWrite();
        cut?.VmaStartWrite();
        bool isDonated = target.AnonVma is null && donor?.AnonVma is not null;
        if ((isDonated && !DupAnonVma(target, donor!)) || Slab.Fails(range.Mm.Machine, "maple_node"))
        {
            if (isDonated)
            {
                AnonVmaCloning.UnlinkAnonVmas(target);
            }

            range.IsOutOfMemory = true;
            return null;
        }

        FrameCount below = new((target.Start - start).Value >> PageShift);
        NewBounds bounds = new(target, start, end, target.Pgoff - below);
        VmaAdjusting.SetBounds(bounds, cut is null ? null : start < cut.Start ? NewBounds.From(cut, end) : NewBounds.To(cut, start));
        range.Mm.Struct.Mt.Store(target);
        Remove(removed);
        Remove(alsoRemoved);
        return target;
    }

    // In Linux: dup_anon_vma.
    private static bool DupAnonVma(Vma target, Vma donor)
    {
        target.AnonVma = donor.AnonVma;
        return AnonVmaCloning.AnonVmaClone(target, donor) == Errno.None;
    }

    private static void Remove(Vma? vma)
    {
        if (vma is not null)
        {
            VmaAdjusting.Remove(vma);
        }
    }
}
