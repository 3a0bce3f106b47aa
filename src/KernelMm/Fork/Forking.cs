using KernelMm.Cpus;
using KernelMm.Mmap;
using KernelMm.Rmap;

namespace KernelMm.Fork;

/// <summary>A child's address space made from its parent's. In Linux: <c>dup_mm</c>.</summary>
internal static class Forking
{
    /// <summary>
    /// An address space like another one: private pages are shared until one of the two writes, shared ones stay shared. In Linux: <c>dup_mm</c>.
    /// </summary>
    /// <param name="parent">The parent's.</param>
    /// <param name="child">The child's; the parent's where it failed.</param>
    /// <returns><see cref="Errno.Nomem"/> where no memory is left, <see cref="Errno.Intr"/> where the task is killed; the parent is whole.</returns>
    [MaySleep]
    public static Errno DupMm(Mm parent, out Mm child)
    {
        child = parent;
        if (Mm.Alloc(parent.Machine, parent.Limits) is not { } made)
        {
            return Errno.Nomem;
        }

        Errno result = DupMmap(made, parent);
        if (result == Errno.None)
        {
            child = made;
        }
        else
        {
            Exiting.Mmput(made);
        }

        return result;
    }

    // In Linux: dup_mmap. What was copied until a failure is the caller's to take out, as of any address space that ends.
    private static Errno DupMmap(Mm child, Mm parent)
    {
        if (!parent.MmapLock.MmapWriteLockKillable())
        {
            return Errno.Intr;
        }

        child.MmapLock.MmapWriteLock();
        child.Struct.CopyCounts(parent.Struct);
        Errno result = Errno.None;
        for (Vma? vma = parent.FindVma(default); vma is not null && result == Errno.None; vma = parent.FindVma(vma.End))
        {
            vma.VmaStartWrite();
            result = (vma.Flags & VmaFlags.DontCopy) != 0 ? Left(child, vma) : DupVma(child, parent, vma);
        }

        child.Struct.Brk = parent.Struct.Brk;
        child.MmapLock.MmapWriteUnlock();

        // The parent's CPUs may still write by rights that were taken away.
        TlbFlush.FlushTlbMm(parent);
        parent.MmapLock.MmapWriteUnlock();
        return result;
    }

    private static Errno Left(Mm child, Vma vma)
    {
        MemoryAccounting.VmStatAccount(child.Struct, vma.Flags, -(long)vma.Pages.Value);
        return Errno.None;
    }

    private static Errno DupVma(Mm child, Mm parent, Vma source)
    {
        if (parent.Machine.FatalSignalPending)
        {
            return Errno.Intr;
        }

        FrameCount promised = (source.Flags & VmaFlags.Account) != 0 ? source.Pages : default;
        if (!MemoryAccounting.VmEnoughMemory(child.Struct, promised))
        {
            return Errno.Nomem;
        }

        if (VmaAllocation.VmAreaDup(source, child) is not { } vma)
        {
            MemoryAccounting.VmUnacctMemory(child.Struct, promised);
            return Errno.Nomem;
        }

        bool isWiped = (source.Flags & VmaFlags.WipeOnFork) != 0;
        vma.AnonVma = isWiped ? null : vma.AnonVma;
        if (!isWiped && AnonVmaCloning.AnonVmaFork(vma, source) != Errno.None)
        {
            MemoryAccounting.VmUnacctMemory(child.Struct, promised);
            VmaAllocation.VmAreaFree(vma);
            return Errno.Nomem;
        }

        vma.VmFlagsInit(source.Flags & ~VmaFlags.LockedMask);
        vma.Ops?.Open(vma);
        FileLinks.VmaLinkFile(vma);
        child.Struct.Mt.Store(vma);
        child.Struct.MapCount++;
        return isWiped ? Errno.None : CopyTables.CopyPageRange(vma, source);
    }
}
