using KernelMm.Physical;
using KernelMm.Shmem;

namespace KernelMm.Mmap;

/// <summary>A mapping where nothing is mapped. In Linux: the second half of <c>mmap_region</c>.</summary>
internal static class NewRange
{
    /// <summary>A neighbour that has grown, or a mapping of its own; null where no memory is left.</summary>
    /// <param name="mm">The address space, whose lock is held for writing.</param>
    /// <param name="start">The first address.</param>
    /// <param name="end">The exclusive end.</param>
    /// <param name="flags">What it is.</param>
    [MaySleep]
    public static Vma? MergedOrNew(Mm mm, VirtualAddress start, VirtualAddress end, VmaFlags flags)
    {
        MmStruct self = mm.Struct;
        bool isShared = (flags & VmaFlags.Shared) != 0;
        Pgoff pgoff = isShared ? default : Pgoff.Of(start);
        VmaMergeRange range = new()
        {
            Mm = mm,
            Start = start,
            End = end,
            Pgoff = pgoff,
            Flags = flags,
            Prev = self.Mt.Prev(start),
            Next = self.Mt.Find(end),
        };
        return (isShared ? null : VmaMerging.VmaMergeNewRange(ref range)) ?? New(mm, start, end, pgoff, flags);
    }

    private static Vma? New(Mm mm, VirtualAddress start, VirtualAddress end, Pgoff pgoff, VmaFlags flags)
    {
        if (VmaAllocation.VmAreaAlloc(mm) is not { } vma || Slab.Fails(mm.Machine, "maple_node"))
        {
            return null;
        }

        (vma.Start, vma.End, vma.Pgoff) = (start, end, pgoff);
        vma.VmFlagsInit(flags | VmaFlags.SoftDirty);
        vma.PageProt = ProtectionMap.VmGetPageProt(flags);
        if ((flags & VmaFlags.Shared) != 0 && ShmemSetup.ShmemZeroSetup(vma) != Errno.None)
        {
            return null;
        }

        // Nobody may have it before all of the call is done.
        vma.VmaStartWrite();
        mm.Struct.Mt.Store(vma);
        mm.Struct.MapCount++;
        return vma;
    }
}
