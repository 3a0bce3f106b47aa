using KernelMm.Locking;
using KernelMm.Scheduling;

namespace KernelMm.Rcu;

/// <summary>
/// The wait for the readers of one moment: it is over when each task that was in a section then has left that section. Later
/// sections do not count, as they began after what they must not see was taken away.
/// </summary>
internal sealed class GracePeriod
{
    private readonly List<TaskState> _readers = [];

    /// <summary>Whether it has begun and is not known to be over.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>Its number: a section that notes a smaller one began before it.</summary>
    public ulong Number { get; private set; }

    /// <summary>
    /// Has every thread pass a fence. Without it a reader could be missed although it has read already: what says that it is in a
    /// section might still be in its processor's store buffer. Explored, one thread runs at a time, and each sees what the one
    /// before did.
    /// </summary>
    public static void Fence()
    {
        if (!Explored.IsOn)
        {
            Interlocked.MemoryBarrierProcessWide();
        }
    }

    /// <summary>
    /// Begins, after a <see cref="Fence"/>: remembers who is in a section now. Who has noted this period's number entered after the
    /// fence, and sees all that was done before it.
    /// </summary>
    /// <param name="tasks">The tasks.</param>
    public void Begin(TaskTable tasks)
    {
        _readers.Clear();
        IsRunning = true;
        Number = Interlocked.Add(ref tasks.RcuPeriod, TaskState.RcuOnePeriod);
        foreach (TaskState task in tasks.All)
        {
            if (task.IsReaderOf(Number))
            {
                _readers.Add(task);
            }
        }
    }

    /// <summary>A task that is still in the section it was in at the beginning, or null where there is none.</summary>
    public TaskState? Straggler()
    {
        for (int reader = _readers.Count - 1; reader >= 0; reader--)
        {
            if (_readers[reader].IsReaderOf(Number))
            {
                return _readers[reader];
            }

            _readers.RemoveAt(reader);
        }

        return null;
    }

    /// <summary>Ends it.</summary>
    public void End() => IsRunning = false;
}
