using KernelMm.Faults;

namespace KernelMm.Mmap;

/// <summary>Pages made because the program says that it will use them. In Linux: <c>madvise_populate</c>.</summary>
internal static class MadvisePopulating
{
    /// <summary>
    /// Makes the pages of a range as a read or a write of each would; the first that cannot be made ends it. The lock is held for
    /// reading. In Linux: <c>madvise_populate</c>.
    /// </summary>
    [MaySleep]
    public static Errno MadvisePopulate(Mm mm, VirtualAddress start, VirtualAddress end, bool write)
    {
        for (VirtualAddress next; start < end; start = next)
        {
            if (mm.VmaLookup(start) is not { } vma)
            {
                return Errno.Nomem;
            }

            next = vma.End < end ? vma.End : end;
            Errno refused = Check(vma, write);
            if (refused == Errno.None)
            {
                refused = Populating.FaultinPageRange(vma, start, next, write);
            }

            if (refused != Errno.None)
            {
                return refused;
            }
        }

        return Errno.None;
    }

    // What is no memory, and what the mapping does not allow, are the caller's mistakes. In Linux: check_vma_flags with FOLL_MADV_POPULATE.
    private static Errno Check(Vma vma, bool write)
    {
        bool isBare = (vma.Flags & (VmaFlags.Io | VmaFlags.PfnMap)) != 0;
        bool isAllowed = write ? (vma.Flags & VmaFlags.Write) != 0 : (vma.Flags & VmaFlags.Read) != 0;
        return isBare || !isAllowed ? Errno.Inval : Errno.None;
    }
}
