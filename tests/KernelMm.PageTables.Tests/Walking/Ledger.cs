namespace KernelMm.PageTables.Tests.Walking;

/// <summary>What happened at the lock-and-RCU seam, and what shall happen there.</summary>
internal sealed class Ledger
{
    private readonly HashSet<nint> _held = [];

    public int RcuDepth { get; private set; }

    public int RcuEntered { get; private set; }

    public int LocksTaken { get; private set; }

    public int LocksHeld => _held.Count;

    public List<(PageTableLevel Level, ulong Entry)> BadEntries { get; } = [];

    /// <summary>Called before a read-side RCU section is entered; the argument counts them from 0.</summary>
    public Action<int>? BeforeRcu { get; set; }

    /// <summary>Called before a lock is taken; the argument counts them from 0.</summary>
    public Action<int>? BeforeLock { get; set; }

    public void EnterRcu()
    {
        BeforeRcu?.Invoke(RcuEntered);
        RcuEntered++;
        RcuDepth++;
    }

    public void LeaveRcu()
    {
        Assert.True(RcuDepth > 0, "A read-side RCU section was left that nobody had entered.");
        RcuDepth--;
    }

    public void Lock(SpinlockPtr spinlock)
    {
        BeforeLock?.Invoke(LocksTaken);
        LocksTaken++;
        Assert.False(spinlock.IsNull, "The null lock was taken.");
        Assert.True(_held.Add(spinlock.Value), "A lock was taken twice.");
    }

    public void Unlock(SpinlockPtr spinlock) => Assert.True(_held.Remove(spinlock.Value), "A lock was given back that nobody held.");

    public void AssertNothingHeld() => Assert.Equal((0, 0), (RcuDepth, LocksHeld));
}
