using System.Diagnostics;
using KernelMm.Exploration.Engine;
using KernelMm.Exploration.Results;
using KernelMm.Exploration.Schedules;
using KernelMm.Exploration.Shrinking;
using KernelMm.Exploration.Strategies;
using KernelMm.Exploration.Strategies.Exhaustive;

namespace KernelMm.Exploration;

/// <summary>One job of an exploration: its own scenario, stage and strategy, and the account of what came of it.</summary>
internal sealed class Campaign : IDisposable
{
    // Looking at the clock at each execution would cost as much as a short execution.
    private const int ExecutionsPerLook = 64;

    private readonly ExplorationOptions _options;
    private readonly Scenario _scenario;
    private readonly Stage _stage;
    private readonly IStrategy _strategy;
    private readonly ExhaustiveSearch? _search;
    private readonly PriorityWalk? _walk;
    private readonly Replayer _replayer;
    private readonly ClassCounter? _classes;
    private readonly bool _isOneOfEach;
    private readonly Tally _tally;
    private readonly Stopwatch _clock = new();
    private readonly List<FailureReport> _failures = [];
    private long _executions;
    private long _pruned;
    private long _steps;
    private long _tooLong;
    private int _longest;
    private int _looks;

    public Campaign(Func<Scenario> scenario, ExplorationOptions options, Shard shard, Tally tally)
    {
        _options = options;
        _tally = tally;
        _strategy = StrategyOf(options, shard);
        _search = _strategy as ExhaustiveSearch;
        _walk = _strategy as PriorityWalk;
        bool reduces = _search is not null && options.Reduction != Reduction.None;
        _isOneOfEach = reduces && options.Bounds.Preemptions is null;
        _classes = !_isOneOfEach && options.CountsClasses ? new ClassCounter() : null;
        _scenario = scenario();
        _stage = new Stage(_scenario, new StageOptions { MaxSteps = options.MaxSteps, CountsClasses = reduces || options.CountsClasses });
        _replayer = new Replayer(scenario, options.MaxSteps);
    }

    public ExplorationResult Run()
    {
        _clock.Start();
        if (_tally.MayGoOn)
        {
            _stage.Run(_strategy, AfterExecution);
        }

        return new ExplorationResult
        {
            Executions = _executions,
            Pruned = _pruned,
            Classes = _classes?.Count ?? (_isOneOfEach ? _executions : 0),
            ClassesAreExact = _classes?.IsExact ?? _isOneOfEach,
            Steps = _steps,
            LongestExecution = _longest,
            BoundHits = _search?.BoundHits ?? 0,
            TooLong = _tooLong,
            IsExhausted = _stage.IsExhausted,
            PctBound = _walk is null ? null : PriorityWalk.Bound(_scenario.Actors.Count, Math.Max(_longest, 1), _options.Depth),
            Marks = _stage.Marks,
            Failures = _failures,
            Elapsed = _clock.Elapsed,
        };
    }

    public void Dispose()
    {
        _stage.Dispose();
        _replayer.Dispose();
        _scenario.Dispose();
    }

    private static IStrategy StrategyOf(ExplorationOptions options, Shard shard) => options.Strategy switch
    {
        StrategyKind.Pct => new PriorityWalk(options.Seed, options.Depth, steps: 0, shard),
        StrategyKind.Random => new RandomWalk(options.Seed, shard),
        _ => new ExhaustiveSearch(options.Reduction, options.Bounds, shard),
    };

    private bool AfterExecution()
    {
        if (_stage.IsForeign || _search is { OwnsLast: false })
        {
            return GoesOn();
        }

        _steps += _stage.Steps.Length;
        _longest = Math.Max(_longest, _stage.Steps.Length);
        bool counts = !_stage.WasPruned;
        if (counts)
        {
            _executions++;
            _tooLong += _stage.WasTooLong ? 1 : 0;
            _classes?.Add(_stage.Class);
        }
        else
        {
            _pruned++;
        }

        // What is like another may fail all the same, since it came to its end in some way.
        bool recheck = counts && _options.RecheckEvery > 0 && _executions % _options.RecheckEvery == 0;
        if (_stage.Failure is not null || recheck)
        {
            Examine();
        }

        return !(_options.StopsAtFailure && _failures.Count > 0) && (!counts || _tally.Add()) && GoesOn();
    }

    private bool GoesOn() => ++_looks % ExecutionsPerLook != 0 || (_tally.MayGoOn && !(_clock.Elapsed > _options.Time));

    private void Examine()
    {
        if (_stage.Failure is { } known && _failures.Exists(report => report.Failure.IsSame(known)))
        {
            return;
        }

        Schedule found = Schedule.Of(_stage.Steps, _stage.Choices);
        Execution again = _replayer.Run(found);
        if (Differences.Between(_stage, again) is { } difference)
        {
            Report(new Failure(FailureKind.Nondeterminism, "another execution", difference, -1), found, found);
        }
        else if (_stage.Failure is { } failure)
        {
            Report(failure, new Shrinker(_replayer, failure).Shrink(found), found);
        }
    }

    private void Report(Failure failure, Schedule schedule, Schedule found)
    {
        if (!_failures.Exists(report => report.Failure.IsSame(failure)))
        {
            Execution traced = _replayer.Run(schedule, places: true);
            Failure shown = failure.IsSame(traced.Failure) ? traced.Failure! : failure;
            _failures.Add(new FailureReport(shown, schedule, traced.Steps, found, _executions));
            _tally.Failed();
        }
    }
}
