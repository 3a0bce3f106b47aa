using KernelMm.Exploration.Engine;
using KernelMm.Exploration.Results;

namespace KernelMm.Exploration.Schedules;

/// <summary>Runs schedules one by one, on a scenario of its own.</summary>
internal sealed class Replayer : IDisposable
{
    private readonly Scenario _scenario;
    private readonly Stage _stage;
    private readonly List<string> _places = [];
    private bool _notesPlaces;

    public Replayer(Func<Scenario> scenario, int maxSteps)
    {
        _scenario = scenario();
        _stage = new Stage(_scenario, new StageOptions { MaxSteps = maxSteps, OnStep = _ => NotePlace() });
    }

    /// <summary>How many executions were run.</summary>
    public int Runs { get; private set; }

    /// <summary>Runs one schedule.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="places">Whether each step is to know its source line.</param>
    public Execution Run(Schedule schedule, bool places = false)
    {
        _notesPlaces = places;
        _places.Clear();
        Runs++;
        Replay replay = new(schedule);
        _stage.Run(replay, static () => true);
        TracedStep[] steps = new TracedStep[_stage.Steps.Length];
        for (int index = 0; index < steps.Length; index++)
        {
            Step step = _stage.Steps[index];
            steps[index] = new TracedStep(
                step.Actor, _scenario.Actors[step.Actor].Name, step.Operation, _stage.Objects[step.Target], AnswersOf(index), index < _places.Count ? _places[index] : string.Empty);
        }

        return new Execution(Schedule.Of(_stage.Steps, _stage.Choices), steps, _stage.Failure, replay.IsExact, _stage.WasTooLong);
    }

    public void Dispose()
    {
        _stage.Dispose();
        _scenario.Dispose();
    }

    private string AnswersOf(int step)
    {
        List<string> answers = [];
        foreach (Choice choice in _stage.Choices)
        {
            if (choice.Step == step)
            {
                answers.Add($"{choice.Kind} {choice.Value} of {choice.Count}");
            }
        }

        return string.Join(", ", answers);
    }

    private void NotePlace()
    {
        if (!_notesPlaces)
        {
            return;
        }

        // A step that was taken back leaves its line to the one that is taken in its place.
        int index = _stage.Steps.Length - 1;
        while (_places.Count <= index)
        {
            _places.Add(string.Empty);
        }

        _places[index] = SourceLine.OfCaller();
    }
}
