using System.Runtime.CompilerServices;
using KernelMm.Scheduling;

namespace KernelMm.Locking;

/// <summary>
/// The lock of one VMA. It is write-locked exactly while its number equals its address space's, so that one change of that
/// unlocks all; readers only ever try. In Linux: <c>vm_lock</c> and <c>vm_lock_seq</c>, as in 6.4.
/// </summary>
public sealed class VmaLock
{
    private readonly TaskTable _tasks;
    private readonly RwSemaphore _semaphore;
    private readonly LockName _sequenceName;
    private readonly QuietReaders _readers;

    // Written with the address space's lock held for writing and the semaphore held for writing.
    private int _sequence = -1;

    /// <summary>A free one.</summary>
    /// <param name="machine">Where it is used.</param>
    public VmaLock(Machine machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        _tasks = machine.Tasks;
        _semaphore = new RwSemaphore(machine, "vm_lock");
        _sequenceName = new LockName("vm_lock_seq", LockName.NextId(_tasks.Current));
        _readers = new QuietReaders(_tasks, machine.Lot, _sequenceName);
    }

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
        _readers.End(_tasks.Current);
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
        if (IsWriteLocked(mmapLock))
        {
            return false;
        }

        bool isQuiet = _readers.TryEnter(_tasks.Current);
        if (!isQuiet && !_semaphore.DownReadTrylock())
        {
            return false;
        }

        // A writer may have marked the VMA between the look and the lock. It marks when there are no readers, so now it cannot.
        if (IsWriteLocked(mmapLock))
        {
            VmaEndRead();
            return false;
        }

        if (!isQuiet)
        {
            _readers.WentByTheLock();
        }

        return true;
    }

    /// <summary>Ends what <see cref="VmaStartRead"/> began. In Linux: <c>vma_end_read</c>.</summary>
    [Releases(HeldResource.VmaLock)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void VmaEndRead()
    {
        if (!_readers.TryLeave(_tasks.Current))
        {
            _semaphore.UpRead();
        }
    }

    private int ReadSequence()
    {
        Points.Before(SharedOperation.Read, _sequenceName.Kind, _sequenceName.Id);
        return Volatile.Read(ref _sequence);
    }
}
