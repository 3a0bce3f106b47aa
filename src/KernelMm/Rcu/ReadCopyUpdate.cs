using KernelMm.Locking;
using KernelMm.Physical;
using KernelMm.Scheduling;

namespace KernelMm.Rcu;

/// <summary>
/// RCU: readers lock nothing, and what they may still see is freed when they have left. Callbacks run in batches, by whoever comes
/// by when a grace period is over: the next <see cref="CallRcu"/>, an allocation that finds no memory, <see cref="Barrier"/>;
/// explored, also the reader that leaves last. There is no thread of its own.
/// </summary>
public sealed class ReadCopyUpdate
{
    internal const string Kind = "rcu";

    // A fence in every thread is worth thousands of operations, so it is made for many callbacks at once.
    private const int Batch = 32;

    private readonly Machine _machine;
    private readonly RawSpinlock _spinlock;
    private readonly GracePeriod _gracePeriod = new();
    private List<RcuCallback> _waiting = [];
    private List<RcuCallback> _next = [];

    internal ReadCopyUpdate(Machine machine)
    {
        _machine = machine;
        _spinlock = new RawSpinlock(machine.Lot, ulong.MaxValue);
        machine.Tasks.ReaderLeft = ReaderLeft;
    }

    /// <summary>How many callbacks wait for readers.</summary>
    public int CallbacksWaiting
    {
        get
        {
            _spinlock.Lock();
            int waiting = _waiting.Count + _next.Count;
            _spinlock.Unlock();
            return waiting;
        }
    }

    /// <summary>Enters a read-side section; sections nest. In Linux: <c>rcu_read_lock</c>.</summary>
    [Acquires(HeldResource.Rcu)]
    public void ReadLock() => RcuReaders.Enter(_machine.Tasks);

    /// <summary>Leaves the innermost read-side section. In Linux: <c>rcu_read_unlock</c>.</summary>
    [Releases(HeldResource.Rcu)]
    public void ReadUnlock() => RcuReaders.Leave(_machine.Tasks);

    /// <summary>Returns when everybody who is in a read-side section now has left it. In Linux: <c>synchronize_rcu</c>.</summary>
    [MaySleep]
    public void Synchronize()
    {
        TaskState current = _machine.Tasks.Current;
        current.MightSleep();
        Points.Before(SharedOperation.ReadModifyWrite, Kind, 0);
        GracePeriod own = new();
        GracePeriod.Fence();
        own.Begin(_machine.Tasks);
        while (own.Straggler() is { } straggler)
        {
            _machine.Lot.WaitWhile(new IsInside(straggler, own.Number), new SharedObject(Kind, 0));
        }

        current.Count(Counter.GracePeriods);
    }

    /// <summary>Calls a function after a grace period. Never sleeps. In Linux: <c>call_rcu</c>.</summary>
    /// <param name="function">What is called, in whatever task comes by; it must not sleep. A static lambda, so that nothing is allocated.</param>
    /// <param name="argument">What it is called with.</param>
    public void CallRcu(Action<object?> function, object? argument)
    {
        ArgumentNullException.ThrowIfNull(function);
        Queue(new RcuCallback(null, default, function, argument));
    }

    /// <summary>Runs every callback that was queued before, waiting for the readers that they wait for. In Linux: <c>rcu_barrier</c>.</summary>
    [MaySleep]
    public void Barrier()
    {
        _machine.Tasks.Current.MightSleep();
        while (CallbacksWaiting != 0)
        {
            Synchronize();
            Advance(isDelayable: false);
        }
    }

    /// <summary>Runs the callbacks whose grace period is over. Never sleeps.</summary>
    public void Poll() => Advance(isDelayable: false);

    // Nobody is in a section, and what was to be called is not.
    internal void Reset()
    {
        _spinlock.Reset();
        _gracePeriod.End();
        _waiting.Clear();
        _next.Clear();
    }

    internal void CallRcuForFrame(Action<Machine, Frame> function, Frame frame) => Queue(new RcuCallback(function, frame, null, null));

    // Explored, a reader that leaves may be the one that a grace period waits for.
    private void ReaderLeft()
    {
        Points.Wake(Kind, 0);
        if (_next.Count == 0 && !_gracePeriod.IsRunning)
        {
            return;
        }

        Advance(isDelayable: true);
    }

    private void Queue(RcuCallback callback)
    {
        Points.Before(SharedOperation.ReadModifyWrite, Kind, 0);
        _spinlock.Lock();
        _next.Add(callback);
        int queued = _next.Count;
        _spinlock.Unlock();
        if (Explored.IsOn || queued >= Batch)
        {
            Advance(isDelayable: true);
        }
    }

    // Over and over: what is over now lets the next batch begin, which may be over at once.
    private void Advance(bool isDelayable)
    {
        while (TakeFinished(isDelayable) is { } finished)
        {
            Run(finished);
        }
    }

    private List<RcuCallback>? TakeFinished(bool isDelayable)
    {
        _spinlock.Lock();
        List<RcuCallback>? finished = null;
        if (!_gracePeriod.IsRunning && _next.Count != 0)
        {
            (_waiting, _next) = (_next, _waiting);
            GracePeriod.Fence();
            _gracePeriod.Begin(_machine.Tasks);
        }

        if (_gracePeriod.IsRunning && _gracePeriod.Straggler() is null && !(isDelayable && Points.Injected(ChoiceKind.RcuDelay)))
        {
            _gracePeriod.End();
            finished = _waiting;
            _waiting = [];
        }

        _spinlock.Unlock();
        return finished;
    }

    private void Run(List<RcuCallback> finished)
    {
        TaskState current = _machine.Tasks.Current;
        current.Count(Counter.GracePeriods);
        foreach (RcuCallback callback in finished)
        {
            current.Count(Counter.RcuCallbacks);
            callback.OfFrame?.Invoke(_machine, callback.Frame);
            callback.OfObject?.Invoke(callback.Argument);
        }
    }

    private readonly struct IsInside(TaskState task, ulong period) : IWaitCondition
    {
        public bool MustWait => task.IsReaderOf(period);

        public int Holder => task.Id;

        // A reader that leaves wakes nobody: it would have to look whether somebody waits.
        public static bool IsPolled => true;
    }
}
