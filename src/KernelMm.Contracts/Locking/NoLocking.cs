namespace KernelMm.Contracts;

/// <summary>
/// The lock-and-RCU seam of memory that nobody else can change: a dump, or tables that one thread owns. Every operation does
/// nothing; a bad entry is left for the caller to find by its <c>Bad</c> predicate.
/// </summary>
public readonly unsafe struct NoLocking : IPageTableLocking
{
    // Any non-null number will do: the contract promises a lock for every table, and nobody looks behind it.
    private static readonly SpinlockPtr OnlyLock = new(1);

    /// <inheritdoc/>
    public void RcuReadLock()
    {
    }

    /// <inheritdoc/>
    public void RcuReadUnlock()
    {
    }

    /// <inheritdoc/>
    public SpinlockPtr PtlockPtr(PhysicalAddress table) => OnlyLock;

    /// <inheritdoc/>
    public SpinlockPtr PmdLockPtr(void* slot) => OnlyLock;

    /// <inheritdoc/>
    public void SpinLock(SpinlockPtr spinlock)
    {
    }

    /// <inheritdoc/>
    public void SpinLockNested(SpinlockPtr spinlock)
    {
    }

    /// <inheritdoc/>
    public bool SpinTrylock(SpinlockPtr spinlock) => true;

    /// <inheritdoc/>
    public void SpinUnlock(SpinlockPtr spinlock)
    {
    }

    /// <inheritdoc/>
    public nuint LocalIrqSave() => 0;

    /// <inheritdoc/>
    public void LocalIrqRestore(nuint flags)
    {
    }

    /// <inheritdoc/>
    public void MightSleep()
    {
    }

    /// <inheritdoc/>
    public void BadEntry(PageTableLevel level, ulong entry)
    {
    }

    /// <inheritdoc/>
    public bool MapFails(void* slot) => false;
}
