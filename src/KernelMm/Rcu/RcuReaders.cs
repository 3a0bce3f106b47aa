using System.Runtime.CompilerServices;
using KernelMm.Locking;
using KernelMm.Scheduling;

namespace KernelMm.Rcu;

/// <summary>
/// Read-side RCU sections: each is two plain stores to the task's own word. There is no fence in them; who waits for readers puts
/// one into every thread instead, see <see cref="GracePeriod"/>.
/// </summary>
internal sealed class RcuReaders(TaskTable tasks, ReadCopyUpdate rcu)
{
    private const string Kind = ReadCopyUpdate.Kind;

    /// <summary>In Linux: <c>rcu_read_lock</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enter()
    {
        TaskState current = tasks.Current;
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
    public void Leave()
    {
        TaskState current = tasks.Current;
        ulong word = current.RcuWord;
        ulong depth = word & TaskState.RcuDepthMask;
        if (depth <= 1)
        {
            LeaveOutermost(current, word);
            return;
        }

        Volatile.Write(ref current.RcuWord, word - 1);
        if (current.Mapped.Count != 0)
        {
            current.Mapped.ForgetBelow((int)depth - 1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void LeaveOutermost(TaskState current, ulong word)
    {
        if ((word & TaskState.RcuDepthMask) == 0)
        {
            ThrowNotInside(current);
        }

        if (Explored.IsOn)
        {
            Points.Before(SharedOperation.Read, Kind, 0);
        }

        // The depth goes to 0, and the number of ended sections above it up by one.
        current.Mapped.Count = 0;
        Volatile.Write(ref current.RcuWord, word + TaskState.RcuDepthMask);
        if (Explored.IsOn)
        {
            rcu.ReaderLeft();
        }
    }

    private static void ThrowNotInside(TaskState current) => throw new Oops(
        $"Task {current.Id} leaves an RCU section that it is not in: something was unmapped that was not mapped, or twice.", current.Id);
}
