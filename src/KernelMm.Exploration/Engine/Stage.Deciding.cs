using System.Numerics;
using KernelMm.Exploration.Checks;
using KernelMm.Exploration.Results;
using KernelMm.Exploration.Strategies;

namespace KernelMm.Exploration.Engine;

// Who goes on, and the record of it.
internal sealed partial class Stage
{
    private readonly HappensBefore _order;
    private readonly Waiting _waiting;
    private readonly Log<Step> _steps = new();
    private readonly Log<Choice> _choices = new();
    private readonly Log<int> _wakes = new();
    private uint _stuck;
    private bool _free;
    private bool _open;

    /// <summary>Settles who takes the next step, and records it.</summary>
    /// <returns>An actor; or -1 where nobody goes on and everybody must come out.</returns>
    private int Decide()
    {
        Commit();
        uint enabled = _all & ~_finished & ~_waiting.Mask;
        Now.Unfinished = _all & ~_finished;
        Now.Enabled = enabled;
        if (enabled == 0)
        {
            _stuck = Now.Unfinished;
            Fail(Deadlock.Describe(_actors, _stuck, _waiting, _locks, Objects));
            return -1;
        }

        if (_steps.Count == _options.MaxSteps)
        {
            WasTooLong = true;
            _unwinding = true;
            return -1;
        }

        int next = _free ? Now.Default : _strategy.NextActor(Now);
        if (next < 0)
        {
            WasPruned = next == Situation.LikeAnother;
            IsForeign = next == Situation.SomebodyElses;
            _free = true;
            next = Now.Default;
        }

        Record(next);
        return next;
    }

    private void Record(int next)
    {
        _steps.Add(new Step(next, Now.Operation(next), Now.Target(next)));
        _wakes.Truncate(0);
        _open = true;
        Now.Current = next;
        Now.Steps++;
        Now.Decisions++;
    }

    // A step counts when the next is asked for: until then it may turn out to be an attempt that must wait.
    private void Commit()
    {
        if (!_open)
        {
            return;
        }

        _open = false;
        Step step = _steps[_steps.Count - 1];
        if (Operations.Changes(step.Operation))
        {
            _waiting.Changed(step.Target);
        }

        if (_options.CountsClasses)
        {
            _order.Add(step);
            foreach (int target in _wakes.Items)
            {
                if (target != step.Target)
                {
                    _order.AddWake(target);
                }
            }

            _order.Seal(Answers());
        }
    }

    private ulong Answers()
    {
        ulong answers = 0;
        for (int index = _choices.Count - 1; index >= 0 && _choices[index].Step == _steps.Count - 1; index--)
        {
            answers = (answers * 31) + (ulong)_choices[index].Value + 1;
        }

        return answers << 40;
    }

    /// <summary>Undoes the last step where it was this actor's attempt at what it must wait for now: nothing came of it.</summary>
    private bool TakeBack(int me, int target)
    {
        if (!_open || _wakes.Count != 0)
        {
            return false;
        }

        int last = _steps.Count - 1;
        Step step = _steps[last];
        bool answered = _choices.Count > 0 && _choices[_choices.Count - 1].Step == last;
        if (step.Actor != me || step.Target != target || answered || !Operations.IsAttempt(step.Operation))
        {
            return false;
        }

        _steps.Truncate(last);
        _open = false;
        Now.Current = last == 0 ? -1 : _steps[last - 1].Actor;
        Now.Steps--;
        Now.Decisions--;
        return true;
    }
}
