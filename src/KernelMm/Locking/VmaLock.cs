using KernelMm.Scheduling;

namespace KernelMm.Locking;

/// <summary>
/// The lock of one VMA. It is write-locked exactly while its number equals its address space's, so that one change of that
/// unlocks all; readers only ever try. In Linux: <c>vm_lock</c> and <c>vm_lock_seq</c>, as in 6.4.
/// </summary>
/// <param name="machine">Where it is used.</param>
public sealed class VmaLock(Machine machine)
{
    private readonly RwSemaphore _semaphore = new(machine, "vm_lock");
    private readonly LockName _sequenceName = new("vm_lock_seq", LockName.NextId(machine.Tasks.Current));

    // Written with the address space's lock held for writing and the semaphore held for writing.
    private int _sequence = -1;

    /// <summary>Whether it is write-locked; meaningful to who holds the address space's lock.</summary>
    /// <param name="mmapLock">The lock of the VMA's address space.</param>
    public bool IsWriteLocked(MmapLock mmapLock)
    {
        ArgumentNullException.ThrowIfNull(mmapLock);
        return ReadSequence() == mmapLock.Sequence;
    }

    /// <summary>
    /// Locks the VMA for writing until the address space's lock is given back or downgraded, and waits until the last reader has
    /// left; nothing where that was done before. In Linux: <c>vma_start_write</c>.
    /// </summary>
    /// <param name="mmapLock">The lock of the VMA's address space, held for writing.</param>
    /// <returns>Whether it had to be locked: false where it already was.</returns>
    [MaySleep]
    public bool VmaStartWrite(MmapLock mmapLock)
    {
        ArgumentNullException.ThrowIfNull(mmapLock);
        if (!mmapLock.IsWriteHeld)
        {
            throw new Oops("A VMA is write-locked by a task that does not hold the address space's lock for writing.");
        }

        int sequence = mmapLock.Sequence;
        if (ReadSequence() == sequence)
        {
            return false;
        }

        _semaphore.DownWrite();
        Points.Before(SharedOperation.Write, _sequenceName.Kind, _sequenceName.Id);
        Volatile.Write(ref _sequence, sequence);
        _semaphore.UpWrite();
        return true;
    }

    /// <summary>
    /// Locks the VMA for reading without waiting. It may fail although nobody writes; it never succeeds while somebody does. In
    /// Linux: <c>vma_start_read</c>.
    /// </summary>
    /// <param name="mmapLock">The lock of the VMA's address space, which need not be held.</param>
    [Acquires(HeldResource.VmaLock)]
    public bool VmaStartRead(MmapLock mmapLock)
    {
        ArgumentNullException.ThrowIfNull(mmapLock);
        if (IsWriteLocked(mmapLock) || !_semaphore.DownReadTrylock())
        {
            return false;
        }

        // A writer may have marked the VMA between the look and the lock. It marks under the semaphore, so now it cannot.
        if (!IsWriteLocked(mmapLock))
        {
            return true;
        }

        _semaphore.UpRead();
        return false;
    }

    /// <summary>Ends what <see cref="VmaStartRead"/> began. In Linux: <c>vma_end_read</c>.</summary>
    [Releases(HeldResource.VmaLock)]
    public void VmaEndRead() => _semaphore.UpRead();

    private int ReadSequence()
    {
        Points.Before(SharedOperation.Read, _sequenceName.Kind, _sequenceName.Id);
        return Volatile.Read(ref _sequence);
    }
}
