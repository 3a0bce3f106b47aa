using KernelMm.Physical;
using KernelMm.Rmap;

namespace KernelMm.Mmap;

/// <summary>A second mapping of the same kind in the same address space. In Linux: the second half of <c>copy_vma</c>.</summary>
internal static class VmaCopies
{
    /// <summary>A copy with another range, in the tree; null where no memory is left. The address space's lock is held for writing.</summary>
    [MaySleep]
    public static Vma? LinkCopy(Vma vma, VirtualAddress start, VirtualAddress end, Pgoff pgoff)
    {
        if (VmaAllocation.VmAreaDup(vma, vma.Mm) is not { } copy)
        {
            return null;
        }

        (copy.Start, copy.End, copy.Pgoff) = (start, end, pgoff);
        if (AnonVmaCloning.AnonVmaClone(copy, vma) != Errno.None)
        {
            return null;
        }

        if (Slab.Fails(vma.Mm.Machine, "maple_node"))
        {
            AnonVmaCloning.UnlinkAnonVmas(copy);
            return null;
        }

        copy.Ops?.Open(copy);
        FileLinks.VmaLinkFile(copy);
        copy.VmaStartWrite();
        vma.Mm.Struct.Mt.Store(copy);
        vma.Mm.Struct.MapCount++;
        return copy;
    }
}
