namespace KernelMm.Locking;

/// <summary>What one thread holds on one machine. In Linux: fields of <c>current</c>.</summary>
internal sealed class TaskState
{
    /// <summary>The number that the thread writes into the locks it holds; never 0.</summary>
    public required int Id { get; init; }

    public int RcuDepth { get; set; }

    public int SpinlocksHeld { get; set; }

    public bool InterruptsOff { get; set; }
}

/// <summary>The threads that have run on a machine.</summary>
internal sealed class TaskTable : IDisposable
{
    private readonly ThreadLocal<TaskState> _current;
    private int _lastId;

    public TaskTable() => _current = new ThreadLocal<TaskState>(() => new TaskState { Id = Interlocked.Increment(ref _lastId) });

    /// <summary>The calling thread's own state. In Linux: <c>current</c>.</summary>
    public TaskState Current => _current.Value!;

    public void Dispose() => _current.Dispose();
}
