namespace KernelMm.Benchmarks.AddressSpaces;

/// <summary>One thing that a program does to its memory, and how fast it shall be.</summary>
/// <param name="Name">As <c>kernel.c</c> calls it.</param>
/// <param name="OfKernel">The most it may take of the kernel's time.</param>
/// <param name="Nanoseconds">The most it may take for a page; null where only the ratio counts.</param>
/// <param name="Before">What is done first and not measured.</param>
/// <param name="Measured">What is measured.</param>
/// <param name="IsShort">Whether it is over before a processor that the host takes away has come back: it is measured more often.</param>
internal sealed record Operation(string Name, double OfKernel, double? Nanoseconds, Action<Part>? Before, Action<Part> Measured, bool IsShort = false)
{
    public static IReadOnlyList<Operation> All { get; } =
    [
        new("fault", 0.3, 350, null, Operations.Touch),
        new("fork", 0.7, 40, Operations.Touch, Operations.Fork),
        new("cow", 0.3, null, Operations.TouchAndFork, Operations.Touch),
        new("mprotect", 0.7, 20, Operations.Touch, Operations.Protect, IsShort: true),
        new("mremap", 0.7, null, Operations.TouchAndReserve, Operations.Move, IsShort: true),
        new("dontneed", 0.7, null, Operations.Touch, Operations.DontNeed),
        new("munmap", 0.7, 40, Operations.Touch, Operations.Unmap),
        new("mincore", 0.7, null, Operations.TouchWithVector, Operations.InCore, IsShort: true),
    ];
}
