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

    // What the thread is on the machine that it used last, and whose table that is in.
    [ThreadStatic]
    private static TaskState? _cached;

    [ThreadStatic]
    private static TaskTable? _cachedOf;

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

    /// <summary>
    /// The grace period that began last, in units of <see cref="TaskState.RcuOnePeriod"/>: what a section notes when it begins. Here
    /// because a reader has the table at hand.
    /// </summary>
    public ulong RcuPeriod;

    /// <summary>Called, explored, when a task leaves its outermost section: a grace period may be over.</summary>
    public Action ReaderLeft { get; set; } = static () => { };

    /// <summary>The calling thread's own state. In Linux: <c>current</c>.</summary>
    public TaskState Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => CurrentOf(this);
    }

    /// <summary><see cref="Current"/>, for where an instruction counts: the table is only compared, so it is not tested for null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TaskState CurrentOf(TaskTable tasks)
    {
        return !Explored.IsOn && _cachedOf == tasks ? _cached! : tasks.Find();
    }

    /// <summary>Every task so far; those of ended threads included.</summary>
    public TaskState[] All => Volatile.Read(ref _all);

    /// <summary>The number of the actor that this task is, or -1 where it is none.</summary>
    public static int ActorOf(int id) => id is > 0 and <= FirstBesideActors ? id - 1 : -1;

    /// <summary>The task of this number, or null where there is none. An actor is one before it has run.</summary>
    public TaskState? WithId(int id) => Explored.IsOn && ActorOf(id) >= 0 ? OfActor(ActorOf(id)) : Array.Find(All, task => task.Id == id);

    /// <summary>Whether a task has a page table mapped that is, or was, in this frame. Natively, what they map meanwhile may be missed.</summary>
    public bool HaveMapped(uint frame)
    {
        foreach (TaskState task in All)
        {
            if (task.Mapped.GenerationOf(frame) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Every task as if it had done nothing yet, under the number that it has.</summary>
    public void Reset()
    {
        RcuPeriod = 0;
        Array.ForEach(All, task => task.Reset());
    }

    public void Dispose() => _ofThread.Dispose();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private TaskState Find()
    {
        TaskState found = Explored.IsOn && Explorer.Current is { } explorer ? OfActor(explorer.Actor) : _ofThread.Value!;
        (_cached, _cachedOf) = (found, this);
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
        TaskState task = new(id, (int)((uint)(id - 1) % (uint)_cpus), Counting.Kinds);
        lock (_ofThread)
        {
            // In the order of their numbers, which is the same in every execution; that in which actors come is not.
            Volatile.Write(ref _all, [.. _all.Append(task).OrderBy(one => one.Id)]);
        }

        return task;
    }
}
