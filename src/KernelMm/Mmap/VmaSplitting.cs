using KernelMm.Physical;
using KernelMm.Rmap;

namespace KernelMm.Mmap;

/// <summary>One mapping becomes two. The address space's lock is held for writing. Where memory is missing nothing has changed. In Linux: <c>mm/vma.c</c>.</summary>
internal static class VmaSplitting
{
    /// <summary>Splits where one mapping more is allowed. In Linux: <c>split_vma</c>.</summary>
    /// <inheritdoc cref="SplitVmaCore"/>
    [MaySleep]
    public static Errno SplitVma(Vma vma, VirtualAddress address, bool newBelow) =>
        vma.Mm.Struct.MapCount >= vma.Mm.Limits.MaxMapCount ? Errno.Nomem : SplitVmaCore(vma, address, newBelow);

    /// <summary>Splits, however many mappings there are. In Linux: <c>__split_vma</c>.</summary>
    /// <param name="vma">What to split.</param>
    /// <param name="address">Where: inside, at a page's beginning.</param>
    /// <param name="newBelow">Whether <paramref name="vma"/> becomes the upper part.</param>
    [MaySleep]
    public static Errno SplitVmaCore(Vma vma, VirtualAddress address, bool newBelow)
    {
        Mm mm = vma.Mm;
        if (VmaAllocation.VmAreaDup(vma, mm) is not { } part || Slab.Fails(mm.Machine, "maple_node"))
        {
            return Errno.Nomem;
        }

        if (newBelow)
        {
            part.End = address;
        }
        else
        {
            (part.Start, part.Pgoff) = (address, vma.LinearPageIndex(address));
        }

        if (AnonVmaCloning.AnonVmaClone(part, vma) != Errno.None)
        {
            return Errno.Nomem;
        }

        part.Ops?.Open(part);
        vma.VmaStartWrite();
        part.VmaStartWrite();
        VmaAdjusting.SetBounds(newBelow ? NewBounds.From(vma, address) : NewBounds.To(vma, address));
        FileLinks.VmaLinkFile(part);
        mm.Struct.Mt.Store(part);
        mm.Struct.MapCount++;
        return Errno.None;
    }
}
