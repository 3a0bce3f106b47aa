using KernelMm.Faults;

namespace KernelMm.Mmap;

/// <summary>Making pages before they are used, over all mappings of a range. In Linux: <c>__mm_populate</c>.</summary>
internal static class MmPopulating
{
    /// <summary>
    /// Makes the pages of a range, mapping after mapping, each with the lock held for reading; holes are passed over. In Linux:
    /// <c>__mm_populate</c>.
    /// </summary>
    /// <param name="mm">The address space, whose lock is not held.</param>
    /// <param name="start">The first address.</param>
    /// <param name="length">Whole pages.</param>
    /// <param name="ignoreErrors">Whether to go on behind a mapping whose pages cannot be made.</param>
    [MaySleep]
    public static Errno MmPopulate(Mm mm, VirtualAddress start, ByteCount length, bool ignoreErrors)
    {
        VirtualAddress end = start + length;
        while (start < end)
        {
            mm.MmapLock.MmapReadLock();
            (Errno refused, start) = PopulateNext(mm, start, end);
            mm.MmapLock.MmapReadUnlock();
            if (refused != Errno.None && !ignoreErrors)
            {
                return refused;
            }
        }

        return Errno.None;
    }

    /// <summary>What mlock says where pages could not be made, as POSIX has it. In Linux: <c>__mlock_posix_error_return</c>.</summary>
    public static Errno MlockPosixErrorReturn(Errno refused) => refused switch
    {
        Errno.Fault => Errno.Nomem,
        Errno.Nomem => Errno.Again,
        _ => refused,
    };

    private static (Errno Refused, VirtualAddress Next) PopulateNext(Mm mm, VirtualAddress start, VirtualAddress end)
    {
        if (mm.FindVma(start) is not { } vma || vma.Start >= end)
        {
            return (Errno.None, end);
        }

        VirtualAddress first = vma.Start > start ? vma.Start : start;
        VirtualAddress next = vma.End < end ? vma.End : end;
        if ((vma.Flags & (VmaFlags.Io | VmaFlags.PfnMap | VmaFlags.LockOnFault)) != 0)
        {
            return (Errno.None, next);
        }

        // Whatever the mapping allows is enough, but it has to allow something.
        return (vma.IsAccessible ? Populating.PopulateVmaPageRange(vma, first, next) : Errno.Fault, next);
    }
}
