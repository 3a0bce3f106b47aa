using System.Runtime.InteropServices;

namespace KernelMm.Benchmarks;

/// <summary>What a walk counts. C's <c>struct counts</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct Counts(long Present, long Dirty);
