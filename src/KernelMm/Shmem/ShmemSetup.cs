using KernelMm.Filemap;
using KernelMm.Mmap;
using KernelMm.Physical;
using KernelMm.Rmap;

namespace KernelMm.Shmem;

/// <summary>Shared anonymous mappings. In Linux: <c>shmem_zero_setup</c>.</summary>
internal static class ShmemSetup
{
    /// <summary>
    /// Puts memory behind a mapping that all who inherit the mapping will see. Its range is set; nobody else knows the mapping yet. In Linux:
    /// <c>shmem_zero_setup</c>.
    /// </summary>
    /// <returns><see cref="Errno.Nomem"/> where no memory is left.</returns>
    [MaySleep]
    public static Errno ShmemZeroSetup(Vma vma)
    {
        Machine machine = vma.Mm.Machine;
        if (Slab.Fails(machine, "shmem_inode_cache"))
        {
            return Errno.Nomem;
        }

        // Its memory is promised by the object, for as long as that lives, and by none of its mappings.
        FrameCount promised = (vma.Flags & VmaFlags.NoReserve) != 0 ? default : vma.Pages;
        if (!MemoryAccounting.VmEnoughMemory(vma.Mm.Struct, promised))
        {
            return Errno.Nomem;
        }

        vma.Mapping = new AddressSpace(machine, vma.Pages, promised);
        vma.Ops = ShmemOperations.Instance;
        FileLinks.VmaLinkFile(vma);
        return Errno.None;
    }
}
