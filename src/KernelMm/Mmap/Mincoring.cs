using KernelMm.Pagewalk;

namespace KernelMm.Mmap;

/// <summary>Which pages of a range are in memory. In Linux: <c>mm/mincore.c</c>.</summary>
internal static class Mincoring
{
    /// <summary>Fills a vector, mapping after mapping, up to the first hole. In Linux: <c>mincore</c>.</summary>
    [MaySleep]
    public static Errno Mincore(Mm mm, VirtualAddress start, ByteCount length, Span<byte> vector)
    {
        if (!start.IsAligned(PageSize))
        {
            return Errno.Inval;
        }

        if (start > AddressSpaceLayout.TaskSize || length > AddressSpaceLayout.TaskSize - start)
        {
            return Errno.Nomem;
        }

        ByteCount bytes = Mappings.PageAlign(length);
        if (bytes.Value >> PageShift > (ulong)vector.Length)
        {
            return Errno.Fault;
        }

        mm.MmapLock.MmapReadLock();
        Errno answer = Locked(mm, start, start + bytes, vector);
        mm.MmapLock.MmapReadUnlock();
        return answer;
    }

    private static Errno Locked(Mm mm, VirtualAddress start, VirtualAddress end, Span<byte> vector)
    {
        MincoreWalk walk = new(vector);
        for (VirtualAddress next; start < end; start = next)
        {
            if (mm.VmaLookup(start) is not { } vma)
            {
                return Errno.Nomem;
            }

            next = vma.End < end ? vma.End : end;
            VmaWalking.WalkPageRangeVma(vma, start, next, ref walk);
        }

        return Errno.None;
    }
}
