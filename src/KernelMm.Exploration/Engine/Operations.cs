namespace KernelMm.Exploration.Engine;

/// <summary>Which operations on one object must be tried in both orders.</summary>
internal static class Operations
{
    /// <summary>Whether the order of two operations on one object can matter.</summary>
    public static bool Conflict(SharedOperation one, SharedOperation other) => !(IsRead(one) && IsRead(other)) && !(IsShared(one) && IsShared(other));

    /// <summary>
    /// Whether two conflicting operations of different actors can stand side by side. Giving a lock back and taking it cannot:
    /// while one holds it, the other must wait. What they are in the way of is the taking before it.
    /// </summary>
    public static bool CanBeReversed(SharedOperation earlier, SharedOperation later) =>
        !(earlier is SharedOperation.Release or SharedOperation.ReleaseShared && later is SharedOperation.Acquire or SharedOperation.AcquireShared);

    /// <summary>Whether it lets an actor that spins on the object look again.</summary>
    public static bool Changes(SharedOperation operation) => !IsRead(operation);

    /// <summary>Whether it changes nothing where it does not succeed, so that an attempt that ends in waiting never was.</summary>
    public static bool IsAttempt(SharedOperation operation) =>
        operation is SharedOperation.Acquire or SharedOperation.AcquireShared or SharedOperation.Read;

    private static bool IsRead(SharedOperation operation) => operation is SharedOperation.Read or SharedOperation.Start or SharedOperation.Exit;

    /// <summary>
    /// Whether who comes later may have to wait before the earlier operation too: a reader does who comes before a writer that
    /// waits already. It did not have to before that writer came.
    /// </summary>
    public static bool MayHaveToWait(SharedOperation earlier, SharedOperation later) =>
        earlier is SharedOperation.Acquire && later is SharedOperation.AcquireShared;

    // Readers of one lock come and go in any order: only a writer, who has it or waits for it, keeps one out, one who tries included.
    private static bool IsShared(SharedOperation operation) =>
        operation is SharedOperation.AcquireShared or SharedOperation.TryAcquireShared or SharedOperation.ReleaseShared;
}
