namespace KernelMm.Exploration;

/// <summary>What the jobs of one exploration have done together so far; any thread may look.</summary>
public sealed class Tally
{
    private readonly long _most;
    private readonly bool _stopsAtFailure;
    private readonly CancellationToken _stop;
    private long _executions;
    private long _failures;

    /// <summary>Nothing so far.</summary>
    /// <param name="options">Says when to stop.</param>
    /// <param name="stop">Stops earlier.</param>
    public Tally(ExplorationOptions options, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        _most = options.Executions ?? long.MaxValue;
        _stopsAtFailure = options.StopsAtFailure;
        _stop = stop;
    }

    /// <summary>How many executions came to their end.</summary>
    public long Executions => Interlocked.Read(ref _executions);

    /// <summary>How many different failures were found, by each job for itself.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    internal bool MayGoOn => Executions < _most && !_stop.IsCancellationRequested && !(_stopsAtFailure && Failures > 0);

    internal bool Add() => Interlocked.Increment(ref _executions) < _most;

    internal void Failed() => Interlocked.Increment(ref _failures);
}
