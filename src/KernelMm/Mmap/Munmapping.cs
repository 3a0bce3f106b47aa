namespace KernelMm.Mmap;

/// <summary>Taking mappings away. In Linux: <c>do_vmi_munmap</c>.</summary>
internal static class Munmapping
{
    /// <summary>
    /// Takes away what is mapped in a range. The lock is held for writing; where <paramref name="unlock"/> says so it is given back
    /// when that succeeds, after it was held only for reading while pages are freed. In Linux: <c>do_vmi_munmap</c>.
    /// </summary>
    [MaySleep]
    public static Errno DoVmiMunmap(Mm mm, VirtualAddress start, ByteCount length, bool unlock)
    {
        if (!start.IsAligned(PageSize) || start > AddressSpaceLayout.TaskSize || length > AddressSpaceLayout.TaskSize - start)
        {
            return Errno.Inval;
        }

        VirtualAddress end = start + Mappings.PageAlign(length);
        if (end == start)
        {
            return Errno.Inval;
        }

        Unmapping unmapping = new(mm, start, end);
        Errno refused = unmapping.VmsGatherMunmapVmas();
        if (refused == Errno.None)
        {
            refused = unmapping.TakeOut();
        }

        if (refused != Errno.None)
        {
            return refused;
        }

        unmapping.VmsCompleteMunmapVmas(isDowngrading: unlock);
        if (unlock)
        {
            mm.MmapLock.MmapReadUnlock();
        }

        return Errno.None;
    }
}
