namespace KernelMm.Contracts;

/// <summary>
/// Names a spinlock of a locking seam: in Linux a <c>spinlock_t *</c>, most often the <c>ptl</c> of a page table. An
/// unmanaged value, so that a fault's state can hold it. What the number means is the seam's own affair.
/// </summary>
/// <param name="Value">The seam's own number for the lock; 0 is the null lock.</param>
public readonly record struct SpinlockPtr(nint Value)
{
    /// <summary>The lock of no table: what a map that failed leaves in its <c>out</c> parameter.</summary>
    public static SpinlockPtr Null => default;

    /// <summary>Whether this names no lock.</summary>
    public bool IsNull => Value == 0;
}
