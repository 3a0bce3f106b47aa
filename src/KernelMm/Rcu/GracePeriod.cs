using KernelMm.Locking;
using KernelMm.Scheduling;

namespace KernelMm.Rcu;

/// <summary>
/// The wait for the readers of one moment: it is over when each task that was in a section then has left that section. Later
/// sections do not count, as they began after what they must not see was taken away.
/// </summary>
internal sealed class GracePeriod
{
    private readonly List<(TaskState Task, ulong Word)> _readers = [];

    /// <summary>Whether it has begun and is not known to be over.</summary>
    public bool IsRunning { get; private set; }

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

    /// <summary>Begins, after a <see cref="Fence"/>: remembers who is in a section now.</summary>
    /// <param name="tasks">The tasks.</param>
    public void Begin(TaskTable tasks)
    {
        _readers.Clear();
        IsRunning = true;
        foreach (TaskState task in tasks.All)
        {
            ulong word = Volatile.Read(ref task.RcuWord);
            if ((word & TaskState.RcuDepthMask) != 0)
            {
                _readers.Add((task, word));
            }
        }
    }

    /// <summary>A task that is still in the section it was in at the beginning, or null where there is none.</summary>
    public TaskState? Straggler()
    {
        for (int reader = _readers.Count - 1; reader >= 0; reader--)
        {
            (TaskState task, ulong word) = _readers[reader];
            if (IsStillInside(task, word))
            {
                return task;
            }

            _readers.RemoveAt(reader);
        }

        return null;
    }

    /// <summary>Ends it.</summary>
    public void End() => IsRunning = false;

    // The number of ended sections, above the depth, goes up when the outermost one ends.
    private static bool IsStillInside(TaskState task, ulong word) =>
        (Volatile.Read(ref task.RcuWord) | TaskState.RcuDepthMask) == (word | TaskState.RcuDepthMask);
}
