using KernelMm.Exploration.Checks;
using KernelMm.Exploration.Results;
using KernelMm.Exploration.Strategies;

namespace KernelMm.Exploration.Engine;

/// <summary>
/// Runs a scenario's actors one at a time, each on a thread of its own that is used again and again. Whoever has the turn also
/// does the work of the stage: it asks the strategy who goes on, hands over only where that is somebody else, and where it is the
/// last of an execution, it begins the next one.
/// </summary>
internal sealed partial class Stage : IDisposable
{
    private readonly Scenario _scenario;
    private readonly IReadOnlyList<Actor> _actors;
    private readonly StageOptions _options;
    private readonly Seat[] _seats;
    private readonly Thread[] _threads;
    private readonly SemaphoreSlim _ended = new(0);
    private readonly uint _all;
    private IStrategy _strategy = NoStrategy.Instance;
    private Func<bool> _goesOn = static () => false;
    private Func<int>? _first;
    private Exception? _crash;
    private bool _closing;

    public Stage(Scenario scenario, StageOptions options)
    {
        _scenario = scenario;
        _actors = scenario.Actors;
        _options = options;
        int count = _actors.Count;
        if (count is 0 or > Scenario.MaxActors)
        {
            throw new ArgumentException($"A scenario has 1 to {Scenario.MaxActors} actors, not {count}.", nameof(scenario));
        }

        _all = (uint)((1L << count) - 1);
        _order = new HappensBefore(count, Objects);
        _waiting = new Waiting(count);
        _locks = new HeldLocks(count);
        _firstOperations = new (SharedOperation, int)[count];
        Now = new Situation(count, _order);
        _seats = [.. Enumerable.Range(0, count).Select(_ => new Seat(options.Spins))];
        _threads = [.. Enumerable.Range(0, count).Select(StartThread)];
        Probe();
    }

    /// <summary>The situation of the execution that is on, or of the last one.</summary>
    public Situation Now { get; }

    /// <summary>Whether the scenario's own code before or after an execution is on.</summary>
    public bool IsSetting { get; private set; }

    /// <summary>The steps of the last execution.</summary>
    public ReadOnlySpan<Step> Steps => _steps.Items;

    /// <summary>The answers of the last execution.</summary>
    public ReadOnlySpan<Choice> Choices => _choices.Items;

    /// <summary>What went wrong in the last execution, or null.</summary>
    public Failure? Failure { get; private set; }

    /// <summary>Whether the last execution was cut because it took too many steps.</summary>
    public bool WasTooLong { get; private set; }

    /// <summary>Whether the strategy said of the last execution that it is like another one.</summary>
    public bool WasPruned { get; private set; }

    /// <summary>Whether the strategy said of the last execution that it is another shard's.</summary>
    public bool IsForeign { get; private set; }

    /// <summary>The last execution's class.</summary>
    public ulong Class => _order.Class;

    /// <summary>The numbers of shared objects.</summary>
    public ObjectTable Objects { get; } = new();

    /// <summary>The names that were marked, and how often each was.</summary>
    public Dictionary<string, long> Marks { get; } = [];

    /// <summary>Whether the strategy had nothing left to try.</summary>
    public bool IsExhausted { get; private set; }

    /// <summary>Runs executions.</summary>
    /// <param name="strategy">Decides them.</param>
    /// <param name="goesOn">Asked after each execution whether another one is wanted.</param>
    public void Run(IStrategy strategy, Func<bool> goesOn)
    {
        _strategy = strategy;
        _goesOn = goesOn;
        IsExhausted = false;
        OnActorThread(StartNext);
        if (_crash is { } crash)
        {
            _crash = null;
            throw new InvalidOperationException($"The exploration broke down: {crash.Message}", crash);
        }
    }

    public void Dispose()
    {
        _closing = true;
        foreach (Seat seat in _seats)
        {
            seat.Grant();
        }

        foreach (Thread thread in _threads)
        {
            thread.Join();
        }

        foreach (Seat seat in _seats)
        {
            seat.Dispose();
        }

        _ended.Dispose();
    }

    // The scenario's own setting is always done by an actor's thread: whoever asks who is at it gets the same answer each time.
    private void OnActorThread(Func<int> part)
    {
        _first = part;
        _seats[0].Grant();
        _ended.Wait();
    }

    private Thread StartThread(int actor)
    {
        Thread thread = new(() => Live(actor)) { IsBackground = true, Name = $"actor {_actors[actor].Name}" };
        thread.Start();
        return thread;
    }

    private void Live(int me)
    {
        new Part(this, me).Enter();
        Func<int> act = () => Act(me);
        while (true)
        {
            _seats[me].Await();
            if (_closing)
            {
                return;
            }

            Func<int> first = _first ?? act;
            _first = null;
            int next = Guarded(first);
            while (next == me)
            {
                next = Guarded(act);
            }

            if (next >= 0)
            {
                _seats[next].Grant();
            }
            else
            {
                _ended.Release();
            }
        }
    }

    // What breaks here is the stage, the strategy or the scenario's own setting, and no actor: it ends the run.
    private int Guarded(Func<int> part)
    {
        try
        {
            return part();
        }
        catch (Exception exception)
        {
            _crash = exception;
            return -1;
        }
    }
}
