namespace KernelMm.Locking;

/// <summary>What a task waits for the end of. Implemented by structs, so that waiting allocates nothing.</summary>
internal interface IWaitCondition
{
    /// <summary>Whether there is still something to wait for; looked at again after every wake-up.</summary>
    bool MustWait { get; }

    /// <summary>The task that holds what is waited for, where one is known; else 0.</summary>
    int Holder { get; }

    /// <summary>Whether nobody wakes a parked waiter, which therefore looks again every millisecond.</summary>
    static virtual bool IsPolled => false;
}
