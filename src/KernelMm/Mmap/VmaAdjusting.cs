using KernelMm.Filemap;
using KernelMm.Rmap;

namespace KernelMm.Mmap;

/// <summary>A mapping with the bounds it is about to get.</summary>
/// <param name="Vma">The mapping, write-locked.</param>
/// <param name="Start">Its first address then.</param>
/// <param name="End">Its exclusive end then.</param>
/// <param name="Pgoff">What its start maps then.</param>
internal readonly record struct NewBounds(Vma Vma, VirtualAddress Start, VirtualAddress End, Pgoff Pgoff)
{
    /// <summary>The same mapping, beginning elsewhere.</summary>
    public static NewBounds From(Vma vma, VirtualAddress start) => new(vma, start, vma.End, vma.LinearPageIndex(start));

    /// <summary>The same mapping, ending elsewhere.</summary>
    public static NewBounds To(Vma vma, VirtualAddress end) => new(vma, vma.Start, end, vma.Pgoff);
}

/// <summary>
/// The one place where mappings that are in the tree change their bounds, and where mappings leave it because a neighbour took
/// their range. Who comes from a page sees bounds from before or from after. The address space's lock is held for writing. In
/// Linux: <c>vma_prepare</c> to <c>vma_complete</c>.
/// </summary>
internal static class VmaAdjusting
{
    /// <summary>Gives one mapping other bounds, and with it another that is of the same kind.</summary>
    [MaySleep]
    public static void SetBounds(NewBounds one, NewBounds? other = null)
    {
        AddressSpace? mapping = one.Vma.Mapping;
        AnonVma? anonVma = one.Vma.AnonVma ?? other?.Vma.AnonVma;
        mapping?.IMmapRwsem.DownWrite();
        anonVma?.Rwsem.DownWrite();
        Leave(one.Vma);
        Leave(other?.Vma);
        Set(one);
        if (other is { } second)
        {
            Set(second);
        }

        Enter(one.Vma);
        Enter(other?.Vma);
        anonVma?.Rwsem.UpWrite();
        mapping?.IMmapRwsem.UpWrite();
    }

    /// <summary>Frees a mapping whose range belongs to another by now. In Linux: the end of <c>vma_complete</c>.</summary>
    [MaySleep]
    public static void Remove(Vma vma)
    {
        vma.VmaAssertWriteLocked();
        vma.Detached = true;
        AnonVmaCloning.UnlinkAnonVmas(vma);
        FileLinks.UnlinkFileVma(vma);
        vma.Ops?.Close(vma);
        vma.Mm.Struct.MapCount--;
        VmaAllocation.VmAreaFree(vma);
    }

    private static void Set(NewBounds bounds)
    {
        bounds.Vma.VmaAssertWriteLocked();
        (bounds.Vma.Start, bounds.Vma.End, bounds.Vma.Pgoff) = (bounds.Start, bounds.End, bounds.Pgoff);
    }

    private static void Leave(Vma? vma)
    {
        if (vma is null)
        {
            return;
        }

        AnonVmaLinks.AnonVmaIntervalTreePreUpdateVma(vma);
        if (vma.Mapping is not null)
        {
            FileLinks.Remove(vma);
        }
    }

    private static void Enter(Vma? vma)
    {
        if (vma is null)
        {
            return;
        }

        AnonVmaLinks.AnonVmaIntervalTreePostUpdateVma(vma);
        if (vma.Mapping is not null)
        {
            FileLinks.Insert(vma);
        }
    }
}
