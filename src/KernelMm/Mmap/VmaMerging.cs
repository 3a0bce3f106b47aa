using KernelMm.Physical;

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
            (true, true) => Grow(ref range, range.Prev!, range.Prev!.Start, range.Next!.End, removed: range.Next),
            (true, false) => Grow(ref range, range.Prev!, range.Prev!.Start, range.End, removed: null),
            (false, true) => Grow(ref range, range.Next!, range.Start, range.Next!.End, removed: null),
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
            return Grow(ref range, range.Prev!, range.Prev!.Start, range.Next!.End, removed: middle, alsoRemoved: range.Next);
        }

        if (left)
        {
            return isWhole
                ? Grow(ref range, range.Prev!, range.Prev!.Start, range.End, removed: middle)
                : Grow(ref range, range.Prev!, range.Prev!.Start, range.End, removed: null, cut: middle);
        }

        if (right)
        {
            return isWhole
                ? Grow(ref range, range.Next!, range.Start, range.Next!.End, removed: middle)
                : Grow(ref range, range.Next!, range.Start, range.Next!.End, removed: null, cut: middle);
        }

        return null;
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

    // In Linux: commit_merge.
    private static Vma? Grow(
        ref VmaMergeRange range, Vma target, VirtualAddress start, VirtualAddress end, Vma? removed, Vma? alsoRemoved = null, Vma? cut = null)
    {
        target.VmaStartWrite();
        removed?.VmaStartWrite();
        alsoRemoved?.VmaStartWrite();
        cut?.VmaStartWrite();
        if (Slab.Fails(range.Mm.Machine, "maple_node"))
        {
            range.IsOutOfMemory = true;
            return null;
        }

        FrameCount below = new((target.Start - start).Value >> PageShift);
        VmaAdjusting.SetRange(target, start, end, target.Pgoff - below);
        if (cut is not null)
        {
            Cut(cut, target);
        }

        range.Mm.Struct.Mt.Store(target);
        Remove(removed);
        Remove(alsoRemoved);
        return target;
    }

    private static void Cut(Vma cut, Vma target)
    {
        if (target.Start < cut.Start)
        {
            VmaAdjusting.SetStart(cut, target.End);
        }
        else
        {
            VmaAdjusting.SetRange(cut, cut.Start, target.Start, cut.Pgoff);
        }
    }

    private static void Remove(Vma? vma)
    {
        if (vma is not null)
        {
            VmaAdjusting.Remove(vma);
        }
    }
}
