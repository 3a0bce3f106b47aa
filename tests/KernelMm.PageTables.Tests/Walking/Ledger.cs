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

    /// <summary>Called before half of an entry is touched.</summary>
    public Action<int>? BeforeHalf { get; set; }

    /// <summary>The halves that were touched, how, and whether interrupts were off.</summary>
    public List<(string Access, EntryHalf Half, bool IrqsOff)> Halves { get; } = [];

    public bool IrqsOff { get; private set; }

    public void TouchHalf(string access, EntryHalf half)
    {
        BeforeHalf?.Invoke(Halves.Count);
        Halves.Add((access, half, IrqsOff));
    }

    public nuint DisableIrqs()
    {
        nuint flags = IrqsOff ? 1u : 0u;
        IrqsOff = true;
        return flags;
    }

    public void RestoreIrqs(nuint flags) => IrqsOff = flags != 0;

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

    public void AssertNothingHeld() => Assert.Equal((0, 0, false), (RcuDepth, LocksHeld, IrqsOff));
}
