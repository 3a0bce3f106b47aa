namespace KernelMm.Mmap;

/// <summary>
/// A range of several mappings, with holes between them, that is moved as a whole: what kernels newer than 6.12 do where the place
/// is given and the size stays, see <see cref="MmChanges.MremapMovesSeveral"/>. In Linux: <c>remap_move</c>.
/// </summary>
internal static class MremapSeveral
{
    /// <summary>Whether this call is one of those.</summary>
    public static bool Is(Mm mm, Remapping asked) =>
        (mm.Limits.Since612 & MmChanges.MremapMovesSeveral) != 0
        && asked.Has(MremapFlags.Fixed)
        && asked.OldLength == asked.NewLength;

    /// <summary>Moves mapping after mapping; what is in the holes' places at the target stays. What was moved before something is refused stays moved.</summary>
    /// <param name="mm">The address space, whose lock is held for writing.</param>
    /// <param name="asked">What is moved; it begins in a mapping.</param>
    /// <param name="isLocked">Whether what is new is locked memory; of which there is none, as nothing grows.</param>
    [MaySleep]
    public static AddressOrErrno RemapMove(Mm mm, Remapping asked, out bool isLocked)
    {
        isLocked = false;
        VirtualAddress next = asked.Address;
        while (next < asked.OldEnd && mm.Struct.Mt.Find(next) is { } vma && vma.Start < asked.OldEnd)
        {
            VirtualAddress start = vma.Start > next ? vma.Start : next;
            next = vma.End < asked.OldEnd ? vma.End : asked.OldEnd;
            Remapping part = asked with
            {
                Address = start,
                OldLength = next - start,
                NewLength = next - start,
                NewAddress = asked.NewAddress + (start - asked.Address),
            };
            AddressOrErrno moved = Mremapping.MremapTo(mm, part, out isLocked);
            if (moved.IsError)
            {
                return moved;
            }
        }

        return asked.NewAddress;
    }
}
