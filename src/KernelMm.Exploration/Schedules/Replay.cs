using KernelMm.Exploration.Strategies;

namespace KernelMm.Exploration.Schedules;

/// <summary>
/// Runs one schedule, once. Where an actor cannot take the step that the schedule gives it, the step is passed over: that is how
/// shrinking tries what a schedule without some of its steps would do.
/// </summary>
internal sealed class Replay(Schedule schedule) : IStrategy
{
    private int _next;
    private int _answer;
    private int _askedAt;
    private bool _isDone;

    /// <summary>Whether every step could be taken as the schedule has it.</summary>
    public bool IsExact { get; private set; } = true;

    public bool NewExecution(Situation last)
    {
        bool goesOn = !_isDone;
        _isDone = true;
        _next = 0;
        _askedAt = -1;
        return goesOn;
    }

    public int NextActor(Situation now)
    {
        // The same is asked again where the last answer could not go on after all.
        IsExact &= now.Decisions != _askedAt || _next > schedule.Turns.Count;
        _askedAt = now.Decisions;
        _answer = 0;
        for (; _next < schedule.Turns.Count; IsExact = false)
        {
            int actor = schedule.Turns[_next++].Actor;
            if ((now.Enabled & Bits.Of(actor)) != 0)
            {
                return actor;
            }
        }

        _next = schedule.Turns.Count + 1;
        return now.Default;
    }

    public int NextChoice(Situation now, ChoiceKind kind, int count)
    {
        int[] answers = _next > 0 && _next <= schedule.Turns.Count ? schedule.Turns[_next - 1].Answers : [];
        int value = _answer < answers.Length ? answers[_answer] : 0;
        _answer++;
        IsExact &= value < count;
        return Math.Min(value, count - 1);
    }
}
