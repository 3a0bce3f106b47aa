using KernelMm.Scheduling;

namespace KernelMm.Locking;

/// <summary>
/// The lock of an address space, and the number by which all VMAs that were write-locked under it are unlocked at once. In
/// Linux: <c>mm->mmap_lock</c> and <c>mm->mm_lock_seq</c>, as in 6.4.
/// </summary>
/// <param name="machine">Where it is used.</param>
public sealed class MmapLock(Machine machine)
{
    private readonly RwSemaphore _semaphore = new(machine, "mmap_lock");
    private readonly LockName _sequenceName = new("mm_lock_seq", LockName.NextId(machine.Tasks.Current));
    private int _sequence;

    /// <summary>Whether the calling task holds it for writing.</summary>
    public bool IsWriteHeld => _semaphore.IsWriteHeld;

    /// <summary>Whether somebody holds it. In Linux: <c>mmap_assert_locked</c>, as a question.</summary>
    public bool IsLocked => _semaphore.IsLocked;

    /// <summary>Goes up by one when the lock is given back or downgraded by a writer; which unlocks every VMA. In Linux: <c>mm->mm_lock_seq</c>.</summary>
    public int Sequence
    {
        get
        {
            Points.Before(SharedOperation.Read, _sequenceName.Kind, _sequenceName.Id);
            return Volatile.Read(ref _sequence);
        }
    }

    /// <summary>Takes it for reading. In Linux: <c>mmap_read_lock</c>.</summary>
    [MaySleep, Acquires(HeldResource.MmapLock)]
    public void MmapReadLock() => _semaphore.DownRead();

    /// <summary>Takes it for reading unless the task is killed meanwhile. In Linux: <c>mmap_read_lock_killable</c>, which answers an errno.</summary>
    /// <returns>Whether it is held.</returns>
    [MaySleep, Acquires(HeldResource.MmapLock)]
    public bool MmapReadLockKillable() => _semaphore.DownReadKillable();

    /// <summary>Takes it for reading where that needs no waiting. In Linux: <c>mmap_read_trylock</c>.</summary>
    [Acquires(HeldResource.MmapLock)]
    public bool MmapReadTrylock() => _semaphore.DownReadTrylock();

    /// <summary>Gives it back. In Linux: <c>mmap_read_unlock</c>.</summary>
    [Releases(HeldResource.MmapLock)]
    public void MmapReadUnlock() => _semaphore.UpRead();

    /// <summary>Takes it for writing. In Linux: <c>mmap_write_lock</c>.</summary>
    [MaySleep, Acquires(HeldResource.MmapWriteLock)]
    public void MmapWriteLock() => _semaphore.DownWrite();

    /// <summary>Takes it for writing unless the task is killed meanwhile. In Linux: <c>mmap_write_lock_killable</c>, which answers an errno.</summary>
    /// <returns>Whether it is held.</returns>
    [MaySleep, Acquires(HeldResource.MmapWriteLock)]
    public bool MmapWriteLockKillable() => _semaphore.DownWriteKillable();

    /// <summary>Takes it for writing where that needs no waiting. In Linux: <c>mmap_write_trylock</c>.</summary>
    [Acquires(HeldResource.MmapWriteLock)]
    public bool MmapWriteTrylock() => _semaphore.DownWriteTrylock();

    /// <summary>Unlocks every VMA that was write-locked, and gives the lock back. In Linux: <c>mmap_write_unlock</c>.</summary>
    [Releases(HeldResource.MmapWriteLock)]
    public void MmapWriteUnlock()
    {
        VmaEndWriteAll();
        _semaphore.UpWrite();
    }

    /// <summary>Unlocks every VMA that was write-locked, and keeps the lock for reading. In Linux: <c>mmap_write_downgrade</c>.</summary>
    [Releases(HeldResource.MmapWriteLock), Acquires(HeldResource.MmapLock)]
    public void MmapWriteDowngrade()
    {
        VmaEndWriteAll();
        _semaphore.DowngradeWrite();
    }

    // In Linux: vma_end_write_all. Release: whoever sees the new number sees what was done to the VMAs under the old one.
    private void VmaEndWriteAll()
    {
        if (!_semaphore.IsWriteHeld)
        {
            throw new Oops("VMAs are write-unlocked by a task that does not hold the address space's lock for writing.");
        }

        Points.Before(SharedOperation.Write, _sequenceName.Kind, _sequenceName.Id);
        Volatile.Write(ref _sequence, _sequence + 1);
    }
}
