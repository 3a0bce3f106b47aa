using System.Runtime.CompilerServices;
using KernelMm.Scheduling;

namespace KernelMm.Locking;

/// <summary>
/// Readers of a lock who note it with themselves instead of in the lock, so that CPUs that fault in one VMA write to nothing they
/// share. The writer pays: for a fence in every thread, and a look at each task. So it begins only where many have read and nobody
/// has written, and each writer ends it. Native only; explored, every reader goes by the lock. In Linux: the bargain of
/// <c>percpu_rw_semaphore</c>, which <c>vm_lock</c> is none.
/// </summary>
internal sealed class QuietReaders(TaskTable tasks, ParkingLot lot, LockName name)
{
    // A fence in every thread costs as much as hundreds of readers save.
    private const int Often = 256;

    private bool _isOn;
    private int _reads;

    /// <summary>A task becomes a reader, unless it is one elsewhere or readers have to go by the lock.</summary>
    /// <returns>Whether it did.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryEnter(TaskState current)
    {
        if (Explored.IsOn || !Volatile.Read(ref _isOn) || current.ReadsQuietly is not null)
        {
            return false;
        }

        // The note, and only then the look: of which the hardware may make the opposite, but for the fence that the writer makes.
        Volatile.Write(ref current.ReadsQuietly, this);
        Volatile.ReadBarrier();
        if (Volatile.Read(ref _isOn))
        {
            current.SemaphoresHeld++;
            return true;
        }

        Forget(current);
        return false;
    }

    /// <summary>A task is a reader no more, if it was one.</summary>
    /// <returns>Whether it was.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryLeave(TaskState current)
    {
        if (current.ReadsQuietly != this)
        {
            return false;
        }

        current.SemaphoresHeld--;
        Forget(current);
        return true;
    }

    /// <summary>A reader has the lock itself, so there is no writer: when enough have had it, it can begin.</summary>
    public void WentByTheLock()
    {
        if (!Explored.IsOn && ++_reads >= Often)
        {
            Volatile.Write(ref _isOn, true);
        }
    }

    /// <summary>Returns when there is no such reader, nor will there be while the caller has the lock for writing.</summary>
    public void End(TaskState current)
    {
        _reads = 0;
        if (!_isOn)
        {
            return;
        }

        Volatile.Write(ref _isOn, false);
        Interlocked.MemoryBarrierProcessWide();
        foreach (TaskState task in tasks.All)
        {
            var condition = new IsReader(task, this);
            if (condition.MustWait)
            {
                current.Count(Counter.LockWaits);
                lot.WaitWhile(condition, name.Shared);
            }
        }
    }

    private void Forget(TaskState current)
    {
        Volatile.Write(ref current.ReadsQuietly, null);
        lot.WakeThreads(name.Id);
    }

    private readonly struct IsReader(TaskState task, QuietReaders readers) : IWaitCondition
    {
        public bool MustWait => Volatile.Read(ref task.ReadsQuietly) == readers;

        public int Holder => task.Id;
    }
}
