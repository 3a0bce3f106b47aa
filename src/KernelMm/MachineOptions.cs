using KernelMm.Physical;

namespace KernelMm;

/// <summary>What a machine is made of.</summary>
public sealed record MachineOptions
{
    /// <summary>All of its memory: a positive multiple of the page size and of the number of nodes. Frame 0 is never handed out.</summary>
    public required ByteCount Memory { get; init; }

    /// <summary>How many NUMA nodes share the memory, in equal and contiguous parts; at least 1.</summary>
    public int Nodes { get; init; } = 1;

    /// <summary>How many CPUs there are, from 1 to 64. Tasks are spread over them in turn.</summary>
    public int Cpus { get; init; } = 4;

    /// <summary>Where the random choices of hardware, such as which TLB entry gives way, begin.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>When memory is zeroed that nobody asked to be zero.</summary>
    public ZeroPolicy ZeroPolicy { get; init; }

    /// <summary>
    /// How many single free frames a CPU keeps to itself before it gives half of them back; 0 for none. None is also what makes
    /// every free frame the next one to be handed out, wherever it was freed. In Linux: <c>pcp->high</c>.
    /// </summary>
    public int PerCpuPages { get; init; } = 32;

    /// <summary>How many translations of each page size a CPU's TLB holds: a power of two, at least 4.</summary>
    public int TlbEntries { get; init; } = 64;

    /// <summary>Whether a full TLB grows instead of letting an entry go, so that only flushes take entries away.</summary>
    public bool TlbNeverEvicts { get; init; }

    /// <summary>
    /// Whether the hardware marks entries as accessed and as dirty. Where it does not, an access through an entry that is not marked
    /// for it faults, and the kernel marks it. Only where <see cref="HardwareWalk.MarkedBy"/> is <see cref="MarkedBy.Either"/> are
    /// there machines of both kinds.
    /// </summary>
    public bool HardwareMarks { get; init; } = HardwareWalk.MarkedBy != MarkedBy.Fault;

    /// <summary>How much memory may be promised to address spaces. In Linux: <c>vm.overcommit_memory</c>.</summary>
    public OvercommitMemory OvercommitMemory { get; init; }

    /// <summary>With <see cref="OvercommitMemory.Never"/>: which part of memory may be promised, in percent. In Linux: <c>vm.overcommit_ratio</c>.</summary>
    public int OvercommitRatio { get; init; } = 50;

    /// <summary>How pages are taken out of address spaces.</summary>
    public MmuGatherKind MmuGather { get; init; }

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Nodes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Cpus, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Cpus, 64);
        ArgumentOutOfRangeException.ThrowIfNegative(PerCpuPages);
        ArgumentOutOfRangeException.ThrowIfLessThan(TlbEntries, 4);
        if (!System.Numerics.BitOperations.IsPow2(TlbEntries))
        {
            throw new ArgumentException($"A TLB of {TlbEntries} entries cannot be: their number is a power of two.");
        }

        if (HardwareWalk.MarkedBy == (HardwareMarks ? MarkedBy.Fault : MarkedBy.Hardware))
        {
            throw new ArgumentException($"The entries of {Architecture.Instance.Layout.Name} are marked by {HardwareWalk.MarkedBy}, on every machine.");
        }

        if (Memory.Value % (PageSize.Value * (ulong)Nodes) != 0)
        {
            throw new ArgumentException($"{Memory} bytes are not a whole number of pages for each of {Nodes} nodes.");
        }
    }
}
