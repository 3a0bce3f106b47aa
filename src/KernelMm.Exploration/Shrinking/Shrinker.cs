using KernelMm.Exploration.Results;
using KernelMm.Exploration.Schedules;

namespace KernelMm.Exploration.Shrinking;

/// <summary>
/// Makes a failing schedule easier to read: fewer switches from one actor to another, then fewer steps. Each attempt is replayed,
/// and taken over only where the same failure comes of it, so what is left is what is needed.
/// </summary>
internal sealed class Shrinker(Replayer replayer, Failure failure, int maxRuns = 2_000)
{
    private Execution? _best;
    private int _runs;

    /// <summary>The easiest schedule that was found.</summary>
    public Schedule Shrink(Schedule found)
    {
        Take(found);
        if (_best is null)
        {
            return found;
        }

        bool better = true;
        while (better && _runs < maxRuns)
        {
            better = WithoutAnswers() | WithoutSwitches() | WithoutSteps();
        }

        return Trimmed();
    }

    private bool Take(Schedule schedule)
    {
        _runs++;
        Execution execution = replayer.Run(schedule);
        bool better = failure.IsSame(execution.Failure) && (_best is null || Weight(execution.Schedule).CompareTo(Weight(_best.Schedule)) < 0);
        _best = better ? execution : _best;
        return better;
    }

    private bool WithoutAnswers()
    {
        bool better = false;
        for (int index = 0; index < _best!.Schedule.Steps && _runs < maxRuns; index++)
        {
            Turn turn = _best.Schedule.Turns[index];
            better |= turn.Answers.Length > 0 && Take(Changed(turns => turns[index] = turn with { Answers = [] }));
        }

        return better;
    }

    // A run of steps is moved to the next or to the last run of the same actor, across what is in between.
    private bool WithoutSwitches()
    {
        bool better = false;
        for (int start = 0; start < _best!.Schedule.Steps && _runs < maxRuns;)
        {
            int end = EndOfRun(start);
            int next = IndexOf(_best.Schedule.Turns[start].Actor, end);
            bool moved = next > end && (Take(Moved(end, next, EndOfRun(next))) || Take(Moved(start, end, next)));
            better |= moved;
            start = moved ? start : end;
        }

        return better;
    }

    private bool WithoutSteps()
    {
        bool better = false;
        for (int start = 0; start < _best!.Schedule.Steps && _runs < maxRuns;)
        {
            int end = EndOfRun(start);
            bool shorter = Take(Changed(turns => turns.RemoveRange(start, end - start)))
                || Take(Changed(turns => turns.RemoveAt(end - 1)))
                || Take(Changed(turns => turns.RemoveRange(end, turns.Count - end)));
            better |= shorter;
            start = shorter ? start : end;
        }

        return better;
    }

    // What the replay does of itself need not be said.
    private Schedule Trimmed()
    {
        Schedule whole = _best!.Schedule;
        int low = 0;
        int high = whole.Steps;
        while (low < high)
        {
            int middle = (low + high) / 2;
            Execution execution = replayer.Run(new Schedule(whole.Turns.Take(middle)));
            bool same = failure.IsSame(execution.Failure) && execution.Schedule.Equals(whole);
            (low, high) = same ? (low, middle) : (middle + 1, high);
        }

        return new Schedule(whole.Turns.Take(high));
    }

    // The block from middle to end is put before the block from start to middle.
    private Schedule Moved(int start, int middle, int end) => Changed(turns =>
    {
        List<Turn> block = turns[start..middle];
        turns.RemoveRange(start, middle - start);
        turns.InsertRange(start + end - middle, block);
    });

    private Schedule Changed(Action<List<Turn>> change)
    {
        List<Turn> turns = [.. _best!.Schedule.Turns];
        change(turns);
        return new Schedule(turns);
    }

    private int EndOfRun(int start)
    {
        IReadOnlyList<Turn> turns = _best!.Schedule.Turns;
        int end = start;
        while (end < turns.Count && turns[end].Actor == turns[start].Actor)
        {
            end++;
        }

        return end;
    }

    private int IndexOf(int actor, int from)
    {
        IReadOnlyList<Turn> turns = _best!.Schedule.Turns;
        while (from < turns.Count && turns[from].Actor != actor)
        {
            from++;
        }

        return from < turns.Count ? from : -1;
    }

    private static (int Answers, int Switches, int Steps) Weight(Schedule schedule)
    {
        int answers = schedule.Turns.Sum(turn => turn.Answers.Length);
        int switches = schedule.Turns.Zip(schedule.Turns.Skip(1)).Count(pair => pair.First.Actor != pair.Second.Actor);
        return (answers, switches, schedule.Steps);
    }
}
