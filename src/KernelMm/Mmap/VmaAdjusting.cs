namespace KernelMm.Mmap;

/// <summary>
/// The one place where mappings that are in the tree change their bounds, and where mappings leave it because a neighbour took
/// their range. The address space's lock is held for writing and all of them are write-locked. In Linux: <c>vma_prepare</c> to
/// <c>vma_complete</c>.
/// </summary>
internal static class VmaAdjusting
{
    /// <summary>Gives a mapping other bounds.</summary>
    public static void SetRange(Vma vma, VirtualAddress start, VirtualAddress end, Pgoff pgoff)
    {
        vma.VmaAssertWriteLocked();
        (vma.Start, vma.End, vma.Pgoff) = (start, end, pgoff);
    }

    /// <summary>Lets a mapping begin later. In Linux: half of <c>vma_shrink</c>.</summary>
    public static void SetStart(Vma vma, VirtualAddress start) =>
        SetRange(vma, start, vma.End, vma.LinearPageIndex(start));

    /// <summary>Frees a mapping whose range belongs to another by now. In Linux: the end of <c>vma_complete</c>.</summary>
    public static void Remove(Vma vma)
    {
        vma.VmaAssertWriteLocked();
        vma.Detached = true;
        vma.Mm.Struct.MapCount--;
        VmaAllocation.VmAreaFree(vma);
    }
}
