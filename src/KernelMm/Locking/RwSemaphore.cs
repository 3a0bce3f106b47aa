using KernelMm.Scheduling;

namespace KernelMm.Locking;

/// <summary>
/// A lock that many may hold for reading or one for writing, and whose waiters sleep. A writer that waits keeps new readers out,
/// so that a reader who takes it twice can deadlock, as in the kernel. In Linux: <c>struct rw_semaphore</c>.
/// </summary>
public sealed partial class RwSemaphore
{
    private readonly TaskTable _tasks;
    private readonly ParkingLot _lot;
    private readonly LockName _name;

    // Readers above zero; the writer's number below it; 0 where it is free.
    private PaddedWord _state;
    private int _writersWaiting;

    /// <summary>A free one.</summary>
    /// <param name="machine">Where it is used.</param>
    /// <param name="kind">What its class is called, for people and for an explorer: <c>mmap_lock</c>.</param>
    public RwSemaphore(Machine machine, string kind)
    {
        ArgumentNullException.ThrowIfNull(machine);
        _tasks = machine.Tasks;
        _lot = machine.Lot;
        _name = new LockName(kind, LockName.NextId(machine.Tasks.Current));
    }

    /// <summary>Whether somebody holds it, for reading or writing. In Linux: <c>rwsem_is_locked</c>.</summary>
    public bool IsLocked => Volatile.Read(ref _state.Value) != 0;

    /// <summary>Whether the calling task holds it for writing.</summary>
    public bool IsWriteHeld => Volatile.Read(ref _state.Value) == -_tasks.Current.Id;

    /// <summary>How many hold it for reading.</summary>
    public int Readers => Math.Max(Volatile.Read(ref _state.Value), 0);

    /// <summary>Takes it for reading. In Linux: <c>down_read</c>.</summary>
    [MaySleep]
    public void DownRead() => Down(write: false, killable: false);

    /// <summary>Takes it for reading unless the task is killed while it waits. In Linux: <c>down_read_killable</c>.</summary>
    /// <returns>Whether it is held; false is <c>-EINTR</c>.</returns>
    [MaySleep]
    public bool DownReadKillable() => Down(write: false, killable: true);

    /// <summary>Takes it for writing. In Linux: <c>down_write</c>.</summary>
    [MaySleep]
    public void DownWrite() => Down(write: true, killable: false);

    /// <summary>Takes it for writing unless the task is killed while it waits. In Linux: <c>down_write_killable</c>.</summary>
    /// <returns>Whether it is held; false is <c>-EINTR</c>.</returns>
    [MaySleep]
    public bool DownWriteKillable() => Down(write: true, killable: true);

    /// <summary>Takes it for reading where that needs no waiting. In Linux: <c>down_read_trylock</c>.</summary>
    public bool DownReadTrylock() => Try(write: false);

    /// <summary>Takes it for writing where that needs no waiting. In Linux: <c>down_write_trylock</c>.</summary>
    public bool DownWriteTrylock() => Try(write: true);

    /// <summary>Gives back what was taken for reading. In Linux: <c>up_read</c>.</summary>
    public void UpRead()
    {
        TaskState current = _tasks.Current;
        Points.Before(SharedOperation.ReleaseShared, _name.Kind, _name.Id);
        int left = Interlocked.Decrement(ref _state.Value);
        if (left < 0)
        {
            Interlocked.Increment(ref _state.Value);
            throw NotHeld(current, left + 1, "for reading");
        }

        current.SemaphoresHeld--;
        Points.GaveBack(_name.Kind, _name.Id);
        if (left == 0)
        {
            _lot.Wake(_name.Kind, _name.Id);
        }
    }

    /// <summary>Gives back what was taken for writing. In Linux: <c>up_write</c>.</summary>
    public void UpWrite()
    {
        LeaveWriting(next: 0);
        Points.GaveBack(_name.Kind, _name.Id);
        _tasks.Current.SemaphoresHeld--;
    }

    /// <summary>Turns the hold for writing into one for reading, with no moment in between for another writer. In Linux: <c>downgrade_write</c>.</summary>
    public void DowngradeWrite()
    {
        LeaveWriting(next: 1);
        Points.GaveBack(_name.Kind, _name.Id);
        Points.Took(_name.Kind, _name.Id, tried: true, shared: true);
    }

    private void LeaveWriting(int next)
    {
        TaskState current = _tasks.Current;
        Points.Before(SharedOperation.Release, _name.Kind, _name.Id);
        int seen = Volatile.Read(ref _state.Value);
        if (seen != -current.Id)
        {
            throw NotHeld(current, seen, "for writing");
        }

        Volatile.Write(ref _state.Value, next);
        _lot.Wake(_name.Kind, _name.Id);
    }

    private bool Try(bool write)
    {
        TaskState current = _tasks.Current;
        Points.Before(write ? SharedOperation.TryAcquire : SharedOperation.TryAcquireShared, _name.Kind, _name.Id);
        if (!Points.Injected(ChoiceKind.TrylockFailure) && TryEnter(current, write))
        {
            current.SemaphoresHeld++;
            Points.Took(_name.Kind, _name.Id, tried: true, shared: !write);
            return true;
        }

        current.Count(Counter.TrylockFailures);
        return false;
    }

    private bool Down(bool write, bool killable)
    {
        TaskState current = _tasks.Current;
        current.MightSleep();

        Points.Before(FirstLook(write, killable), _name.Kind, _name.Id);
        if (!TryEnter(current, write) && !Wait(current, write, killable))
        {
            return false;
        }

        current.SemaphoresHeld++;
        Points.Took(_name.Kind, _name.Id, tried: false, shared: !write);
        return true;
    }

    // A writer that has to wait changes something by that: new readers wait for it. And who is killed does not get the lock if it
    // comes while that is taken. So their first look counts as a try does, where that of a reader who has to wait never was.
    private static SharedOperation FirstLook(bool write, bool killable) => (write, killable) switch
    {
        (true, _) => SharedOperation.TryAcquire,
        (false, true) => SharedOperation.TryAcquireShared,
        _ => SharedOperation.AcquireShared,
    };

    // It is guessed to be free: where readers come and go, a look before the try would fetch the word twice.
    private bool TryEnter(TaskState current, bool write)
    {
        int seen = 0;
        while (write ? seen == 0 : seen >= 0 && Volatile.Read(ref _writersWaiting) == 0)
        {
            int found = Interlocked.CompareExchange(ref _state.Value, write ? -current.Id : seen + 1, seen);
            if (found == seen)
            {
                return true;
            }

            seen = found;
        }

        return false;
    }

    private Oops NotHeld(TaskState current, int seen, string how)
    {
        string who = seen switch
        {
            0 => "nobody holds",
            > 0 => $"{seen} tasks hold for reading",
            _ => $"task {-seen} holds for writing",
        };
        return new Oops($"Task {current.Id} gives back {_name} {how}, which {who}.", current.Id);
    }
}
