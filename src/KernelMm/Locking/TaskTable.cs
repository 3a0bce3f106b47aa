using System.Runtime.CompilerServices;
using KernelMm.Scheduling;

namespace KernelMm.Locking;

/// <summary>
/// The tasks of a machine: one for each thread that has run on it or, explored, one for each actor, so that a task has the same
/// number in every execution.
/// </summary>
internal sealed class TaskTable : IDisposable
{
    // Numbers of tasks that are no actors of an exploration, such as the one that sets a scenario up.
    private const int FirstBesideActors = 1 << 20;

    [ThreadStatic]
    private static TaskState? _cached;

    private readonly ThreadLocal<TaskState> _ofThread;
    private readonly int _cpus;
    private TaskState?[] _ofActor = [];
    private TaskState[] _all = [];
    private int _lastId;

    public TaskTable(int cpus)
    {
        _cpus = cpus;
        _lastId = Explored.IsOn ? FirstBesideActors : 0;
        _ofThread = new ThreadLocal<TaskState>(() => Register(Interlocked.Increment(ref _lastId)));
    }

    /// <summary>The calling thread's own state. In Linux: <c>current</c>.</summary>
    public TaskState Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            TaskState? cached = _cached;
            return !Explored.IsOn && cached is not null && cached.Owner == this ? cached : Find();
        }
    }

    /// <summary>Every task so far; those of ended threads included.</summary>
    public TaskState[] All => Volatile.Read(ref _all);

    /// <summary>The number of the actor that this task is, or -1 where it is none.</summary>
    public static int ActorOf(int id) => id is > 0 and <= FirstBesideActors ? id - 1 : -1;

    public void Dispose() => _ofThread.Dispose();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private TaskState Find()
    {
        TaskState found = Explored.IsOn && Explorer.Current is { } explorer ? OfActor(explorer.Actor) : _ofThread.Value!;
        _cached = found;
        return found;
    }

    private TaskState OfActor(int actor)
    {
        if (actor >= _ofActor.Length)
        {
            Array.Resize(ref _ofActor, actor + 1);
        }

        return _ofActor[actor] ??= Register(actor + 1);
    }

    private TaskState Register(int id)
    {
        TaskState task = new(this, id, (int)((uint)(id - 1) % (uint)_cpus), Counting.Kinds);
        lock (_ofThread)
        {
            Volatile.Write(ref _all, [.. _all, task]);
        }

        return task;
    }
}
