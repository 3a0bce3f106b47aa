using KernelMm.Locking;
using KernelMm.Rcu;

namespace KernelMm;

/// <summary>What an address space is made of; <see cref="Mm"/> is the handle of one. In Linux: <c>struct mm_struct</c>.</summary>
internal sealed class MmStruct(Machine machine, int id, PhysicalAddress root)
{
    public readonly Machine Machine = machine;

    // The machine's, kept here because every map goes by them.
    public readonly TaskTable Tasks = machine.Tasks;

    public readonly ReadCopyUpdate Rcu = machine.Rcu;

    /// <summary>From 1, in the order of their making.</summary>
    public readonly int Id = id;

    public readonly PhysicalAddress Root = root;

    public readonly MmapLock MmapLock = new(machine);

    /// <summary>One bit for each CPU that may have translations of it cached. Changes atomically. In Linux: <c>mm_cpumask</c>.</summary>
    public ulong CpuMask;

    /// <summary>How many flushes of it there were. A CPU that was elsewhere meanwhile knows by it what it missed. In Linux: <c>context.tlb_gen</c>.</summary>
    public ulong TlbGeneration = 1;
}
