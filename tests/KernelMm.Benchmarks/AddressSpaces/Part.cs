using KernelMm.Contracts;
using KernelMm.Cpus;

namespace KernelMm.Benchmarks.AddressSpaces;

/// <summary>What one thread works on: a mapping of its own, through a CPU of its own.</summary>
internal sealed class Part(Mm mm, Cpu cpu, VirtualAddress start, ulong pages)
{
    public const ulong PageBytes = 4096;

    public Mm Mm { get; } = mm;

    public Cpu Cpu { get; } = cpu;

    public VirtualAddress Start { get; } = start;

    public ulong Pages { get; } = pages;

    public ByteCount Length => new(Pages * PageBytes);

    /// <summary>Where <c>mremap</c> moves it.</summary>
    public VirtualAddress Target { get; set; }

    /// <summary>What <c>mincore</c> fills: a byte for each page.</summary>
    public required byte[] Vector { get; init; }

    /// <summary>The address space that was forked off, if any.</summary>
    public Mm? Child { get; set; }

    public VirtualAddress Page(ulong number) => Start + new ByteCount(number * PageBytes);
}
