using System.Runtime.CompilerServices;
using KernelMm.Locking;
using KernelMm.Scheduling;

namespace KernelMm.Rcu;

/// <summary>
/// Read-side RCU sections: each is two plain stores to the task's own word. There is no fence in them; who waits for readers puts
/// one into every thread instead, see <see cref="GracePeriod.Fence"/>. Nor does a section wait for the one before: what an outermost
/// one stores does not depend on what the task's word held, so that no load of it has to wait for a store.
/// </summary>
internal static class RcuReaders
{
    private const string Kind = ReadCopyUpdate.Kind;

    /// <summary>In Linux: <c>rcu_read_lock</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Enter(TaskTable tasks)
    {
        TaskState current = TaskTable.CurrentOf(tasks);
        if (Explored.IsOn || current.RcuWord != 0)
        {
            EnterSlowly(tasks, current);
            return;
        }

        // What is read in the section must not be read before the word says so. The hardware may still do it: the fence that
        // forbids it is the one that who waits for readers makes.
        Volatile.Write(ref current.RcuWord, Volatile.Read(ref tasks.RcuPeriod) + 1);
        Volatile.ReadBarrier();
    }

    /// <summary>In Linux: <c>rcu_read_unlock</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Leave(TaskTable tasks)
    {
        TaskState current = TaskTable.CurrentOf(tasks);
        if (Explored.IsOn || (current.RcuWord & TaskState.RcuDepthMask) != 1)
        {
            LeaveSlowly(tasks, current);
            return;
        }

        current.Mapped.Count = 0;
        Volatile.Write(ref current.RcuWord, 0);
    }

    // Into an inner section, or explored.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void EnterSlowly(TaskTable tasks, TaskState current)
    {
        if (current.RcuDepth != 0)
        {
            Volatile.Write(ref current.RcuWord, current.RcuWord + 1);
            return;
        }

        Points.Before(SharedOperation.Read, Kind, 0);
        Volatile.Write(ref current.RcuWord, Volatile.Read(ref tasks.RcuPeriod) + 1);
        Volatile.ReadBarrier();
    }

    // Of an inner section, of none at all, or explored.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LeaveSlowly(TaskTable tasks, TaskState current)
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
        Volatile.Write(ref current.RcuWord, 0);
        tasks.ReaderLeft();
    }
}
