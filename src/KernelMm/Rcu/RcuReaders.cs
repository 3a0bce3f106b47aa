using KernelMm.Locking;

namespace KernelMm.Rcu;

/// <summary>
/// Read-side RCU sections, counted for each thread. Page tables are freed only with the whole arena, so no reader ever has to be
/// waited for.
/// </summary>
internal sealed class RcuReaders(TaskTable tasks)
{
    /// <summary>In Linux: <c>rcu_read_lock</c>.</summary>
    public void Enter() => tasks.Current.RcuDepth++;

    /// <summary>In Linux: <c>rcu_read_unlock</c>.</summary>
    public void Leave()
    {
        TaskState current = tasks.Current;
        if (current.RcuDepth == 0)
        {
            throw new Oops($"Task {current.Id} leaves an RCU section that it is not in: something was unmapped that was not mapped, or twice.");
        }

        current.RcuDepth--;
    }
}
