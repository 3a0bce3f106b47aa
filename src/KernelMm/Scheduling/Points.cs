using System.Runtime.CompilerServices;

namespace KernelMm.Scheduling;

/// <summary>
/// The scheduling points of the core. In the native life the JIT drops the branch and, with it, all that is computed for it.
/// </summary>
internal static class Points
{
    /// <summary>
    /// Stands before a shared operation. Code that runs outside an exploration, as a scenario's setup does, passes without a stop.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Before(SharedOperation operation, string kind, ulong id)
    {
        if (Explored.IsOn)
        {
            Explorer.Current?.Point(operation, new SharedObject(kind, id));
        }
    }

    /// <summary><see cref="Before(SharedOperation, string, ulong)"/> for a slot, which is a part of its frame.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void BeforeSlot(SharedOperation operation, string kind, ulong offset)
    {
        if (Explored.IsOn)
        {
            Explorer.Current?.Point(operation, new SharedObject(kind, offset, Region: (offset >> PageShift) + 1));
        }
    }

    /// <summary>Stands before what changes a frame as a whole, all slots in it included.</summary>
    public static void BeforeFrame(SharedOperation operation, ulong frame)
    {
        if (Explored.IsOn)
        {
            Explorer.Current?.Point(operation, SharedObject.Whole(frame + 1));
        }
    }

    /// <summary>Ends the waiting for something; does nothing in the native life, which parks and wakes by its own means.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Wake(string kind, ulong id)
    {
        if (Explored.IsOn)
        {
            Explorer.Current?.Wake(new SharedObject(kind, id));
        }
    }

    /// <summary>Says that a lock is held now, so that an explorer can judge the order in which locks are taken.</summary>
    /// <param name="kind">The lock's class.</param>
    /// <param name="id">Which one.</param>
    /// <param name="tried">Whether it was taken by a try, which waits for nobody.</param>
    /// <param name="nesting">The level among locks of its class.</param>
    /// <param name="shared">Whether others may hold it at the same time.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Took(string kind, ulong id, bool tried, int nesting = 0, bool shared = false)
    {
        if (Explored.IsOn)
        {
            Explorer.Current?.Took(new SharedObject(kind, id), nesting, tried, shared);
        }
    }

    /// <summary>Says that a lock was given back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void GaveBack(string kind, ulong id)
    {
        if (Explored.IsOn)
        {
            Explorer.Current?.GaveBack(new SharedObject(kind, id));
        }
    }

    /// <summary>Whether something that lawfully may happen does: a recorded choice, and never by itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Injected(ChoiceKind kind) => Explored.IsOn && Explorer.Current is { } explorer && explorer.Choose(kind, 2) != 0;
}
