using System.Runtime.CompilerServices;
using KernelMm.Locking;
using KernelMm.Scheduling;

namespace KernelMm.Rcu;

/// <summary>
/// Read-side RCU sections: each is two plain stores to the task's own word. There is no fence in them; who waits for readers puts
/// one into every thread instead, see <see cref="GracePeriod.Fence"/>.
/// </summary>
internal static class RcuReaders
{
    private const string Kind = ReadCopyUpdate.Kind;

    /// <summary>In Linux: <c>rcu_read_lock</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Enter(TaskState current)
    {
        ulong word = current.RcuWord;
        if (Explored.IsOn && (word & TaskState.RcuDepthMask) == 0)
        {
            Points.Before(SharedOperation.Read, Kind, 0);
        }

        // What is read in the section must not be read before the word says so. The hardware may still do it: the fence that
        // forbids it is the one that who waits for readers makes.
        Volatile.Write(ref current.RcuWord, word + 1);
        Volatile.ReadBarrier();
    }

    /// <summary>In Linux: <c>rcu_read_unlock</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Leave(TaskState current, ReadCopyUpdate rcu)
    {
        ulong word = current.RcuWord;
        if (Explored.IsOn || (word & TaskState.RcuDepthMask) != 1)
        {
            LeaveSlowly(current, rcu);
            return;
        }

        // The depth goes to 0, and the number of ended sections above it up by one.
        current.Mapped.Count = 0;
        Volatile.Write(ref current.RcuWord, word + TaskState.RcuDepthMask);
    }

    // Of an inner section, of none at all, or explored.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LeaveSlowly(TaskState current, ReadCopyUpdate rcu)
    {
        int depth = current.RcuDepth;
        if (depth == 0)
        {
            throw new Oops($"Task {current.Id} leaves an RCU section that it is not in: something was unmapped that was not mapped, or twice.", current.Id);
        }

        if (depth > 1)
        {
            Volatile.Write(ref current.RcuWord, current.RcuWord - 1);
            current.Mapped.ForgetBelow(depth - 1);
            return;
        }

        Points.Before(SharedOperation.Read, Kind, 0);
        current.Mapped.Count = 0;
        Volatile.Write(ref current.RcuWord, current.RcuWord + TaskState.RcuDepthMask);
        rcu.ReaderLeft();
    }
}
