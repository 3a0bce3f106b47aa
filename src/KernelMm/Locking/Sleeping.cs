using System.Runtime.CompilerServices;

namespace KernelMm.Locking;

/// <summary>Where sleeping is forbidden: inside a read-side RCU section, under a spinlock, with interrupts off.</summary>
internal static class Sleeping
{
    /// <summary>Says that the task may sleep here; where that is forbidden it is an oops, whether it would have slept or not. In Linux: <c>might_sleep</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MightSleep(this TaskState current)
    {
        if (current.InAtomic)
        {
            throw MustNot(current);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Oops MustNot(TaskState current) =>
        new($"Task {current.Id} may sleep here, but must not: {current.Describe()}.", current.Id);
}
