namespace KernelMm.Benchmarks;

/// <summary>A ratio of two benchmarks of one run, and what it must not exceed.</summary>
/// <param name="Name">What is compared, in words.</param>
/// <param name="Measured">The benchmark whose time is the numerator.</param>
/// <param name="Yardstick">The benchmark whose time is the denominator.</param>
/// <param name="AtMost">The goal; null where the ratio is only for information.</param>
internal sealed record Goal(string Name, string Measured, string Yardstick, double? AtMost)
{
    public static IReadOnlyList<Goal> All { get; } =
    [
        new("dense: callbacks / C callbacks", "DenseWalk.Entries", "DenseWalk.CCallback", 0.3),
        new("dense: callbacks / C branch-free callbacks", "DenseWalk.Entries", "DenseWalk.CCallbackBranchFree", 0.3),
        new("dense: callbacks / C inlined", "DenseWalk.Entries", "DenseWalk.CInlined", 1.1),
        new("dense: runs / C inlined", "DenseWalk.Runs", "DenseWalk.CInlined", 0.25),
        new("dense: runs / bandwidth limit", "DenseWalk.Runs", "DenseWalk.Limit", 2),
        new("sparse: callbacks / C callbacks", "SparseWalk.Entries", "SparseWalk.CCallback", 0.3),
        new("sparse: callbacks / C branch-free callbacks", "SparseWalk.Entries", "SparseWalk.CCallbackBranchFree", 0.3),
        new("sparse: callbacks / C inlined", "SparseWalk.Entries", "SparseWalk.CInlined", 1.1),
        new("sparse: runs / C inlined", "SparseWalk.Runs", "SparseWalk.CInlined", null),
        new("sparse: runs / bandwidth limit", "SparseWalk.Runs", "SparseWalk.Limit", 2),
        new("translation / C translation", "RandomTranslation.Translate", "RandomTranslation.C", 1.2),
        new("spinlock / .NET's SpinLock", "UncontendedLocks.Spinlock", "UncontendedLocks.DotNetSpinLock", 1.5),
        new("spinlock / .NET's SpinLock with owner", "UncontendedLocks.Spinlock", "UncontendedLocks.DotNetSpinLockWithOwner", null),

        // A section is two changes of a word, one where it begins and one where it ends, so it is measured against two.
        new("RCU section / increment and decrement", "RcuSections.Section", "RcuSections.IncrementAndDecrement", 2),
        new("RCU section / one increment", "RcuSections.Section", "RcuSections.Increment", null),
    ];
}
