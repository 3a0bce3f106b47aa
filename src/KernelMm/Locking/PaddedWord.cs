using System.Runtime.InteropServices;

namespace KernelMm.Locking;

/// <summary>
/// A word in a cache line of its own, wherever it lies: what is written for every fault must not take from other CPUs what happens
/// to be beside it. In Linux: <c>____cacheline_aligned_in_smp</c>.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 2 * LineBytes)]
internal struct PaddedWord
{
    /// <summary>As big as a cache line, in bytes.</summary>
    public const int LineBytes = 64;

    /// <summary>The word.</summary>
    [FieldOffset(LineBytes)]
    public int Value;
}
