using System.Runtime.InteropServices;
using KernelMm.Locking;
using KernelMm.Mmap;
using KernelMm.Zap;

namespace KernelMm.Fork;

/// <summary>The end of an address space. In Linux: <c>mmput</c>, <c>exit_mmap</c>.</summary>
internal static class Exiting
{
    /// <summary>One user less; the last one's leaving empties the address space and frees its top table. In Linux: <c>mmput</c>.</summary>
    [MaySleep]
    public static void Mmput(Mm mm)
    {
        if (Atomic.Add(ref mm.Struct.Users, -1) != 0)
        {
            return;
        }

        ExitMmap(mm);
        if (Atomic.Add(ref mm.Struct.Count, -1) == 0)
        {
            Pgalloc.TableFreeing.TableFree(mm, mm.Root);
        }
    }

    /// <summary>
    /// Takes everything out of an address space that nobody uses any more. Pages go with its lock held for reading, so that who looks
    /// for memory can see them go; tables with it held for writing. In Linux: <c>exit_mmap</c>.
    /// </summary>
    [MaySleep]
    public static void ExitMmap(Mm mm)
    {
        List<Vma> vmas = [.. mm.Vmas];
        mm.MmapLock.MmapReadLock();
        mm.Machine.Lru.LruAddDrain();
        MmuGather tlb = MmuGather.TlbGatherMmuFullmm(mm);
        Zapping.UnmapVmas(ref tlb, CollectionsMarshal.AsSpan(vmas), default, Mm.TaskSize);
        mm.MmapLock.MmapReadUnlock();

        mm.Struct.SetFlags(MmFlags.OomSkip);
        mm.MmapLock.MmapWriteLock();
        PageTableFreeing.FreePgtables(ref tlb, CollectionsMarshal.AsSpan(vmas), default, default, mmWrLocked: true);
        tlb.TlbFinishMmu();
        mm.Struct.Mt.Clear(default, new VirtualAddress(ulong.MaxValue));
        mm.Struct.MapCount -= vmas.Count;
        foreach (Vma vma in vmas)
        {
            vma.Detached = true;
            MemoryAccounting.VmUnacctMemory(mm.Struct, (vma.Flags & VmaFlags.Account) != 0 ? vma.Pages : default);
            vma.Ops?.Close(vma);
            VmaAllocation.VmAreaFree(vma);
        }

        mm.MmapLock.MmapWriteUnlock();
    }
}
