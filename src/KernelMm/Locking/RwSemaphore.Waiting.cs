using KernelMm.Scheduling;

namespace KernelMm.Locking;

/// <content>Waiting: a writer that waits keeps new readers out, and stops doing so when it is killed.</content>
public sealed partial class RwSemaphore
{
    private bool Wait(TaskState current, bool write, bool killable)
    {
        if (Volatile.Read(ref _state.Value) == -current.Id)
        {
            throw new Oops($"Task {current.Id} takes {_name}, which it already holds for writing; it would wait for itself.", current.Id);
        }

        current.Count(Counter.LockWaits);
        current.WaitsFor = _name.Shared;
        Interlocked.Add(ref _writersWaiting, write ? 1 : 0);
        bool taken = WaitAndEnter(current, write, killable);
        Interlocked.Add(ref _writersWaiting, write ? -1 : 0);
        current.WaitsFor = null;
        if (write && !taken)
        {
            // Readers were kept out for a writer that is not coming.
            _lot.Wake(_name.Kind, _name.Id);
        }

        return taken;
    }

    private bool WaitAndEnter(TaskState current, bool write, bool killable)
    {
        do
        {
            _lot.WaitWhile(new Taken(this, current, write, killable), _name.Shared);
            if (killable && IsKilled(current, write))
            {
                return false;
            }
        }
        while (!TryEnter(current, write));

        return true;
    }

    // Two looks, at the task and at the lock, so there are two points.
    private bool IsKilled(TaskState current, bool write)
    {
        Points.Before(SharedOperation.Read, TaskState.SignalKind, (ulong)current.Id);
        if (Volatile.Read(ref current.FatalSignalPending))
        {
            return true;
        }

        Points.Before(write ? SharedOperation.Acquire : SharedOperation.AcquireShared, _name.Kind, _name.Id);
        return false;
    }

    private readonly struct Taken(RwSemaphore semaphore, TaskState current, bool write, bool killable) : IWaitCondition
    {
        public bool MustWait
        {
            get
            {
                int seen = Volatile.Read(ref semaphore._state.Value);
                bool isTaken = write ? seen != 0 : seen < 0 || Volatile.Read(ref semaphore._writersWaiting) != 0;
                return isTaken && !(killable && Volatile.Read(ref current.FatalSignalPending));
            }
        }

        public int Holder => Math.Max(-Volatile.Read(ref semaphore._state.Value), 0);
    }
}
