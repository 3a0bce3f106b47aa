using System.Numerics;
using KernelMm.Exploration.Results;

namespace KernelMm.Exploration.Engine;

// How an execution begins and ends.
internal sealed partial class Stage
{
    private readonly (SharedOperation Operation, int Target)[] _firstOperations;
    private uint _started;
    private uint _finished;
    private bool _entering;
    private bool _unwinding;
    private bool _probing;

    // An actor's first operation has to be known before it has run at all, to tell whether it conflicts with others. Code before
    // it touches nothing shared, so it is the same in every execution.
    private void Probe()
    {
        OnActorThread(() =>
        {
            Reset();
            Set(_scenario.Begin);
            return -1;
        });
        _probing = true;
        for (int actor = 0; actor < _actors.Count; actor++)
        {
            _firstOperations[actor] = Beginning(actor);
            _seats[actor].Grant();
            _ended.Wait();
        }

        _probing = false;
        _unwinding = false;
    }

    private (SharedOperation Operation, int Target) Beginning(int actor) =>
        (SharedOperation.Start, Objects.NumberOf(new SharedObject("actor", (ulong)actor)));

    private int StartNext()
    {
        if (!_strategy.NewExecution(Now))
        {
            IsExhausted = true;
            return -1;
        }

        Reset();
        Set(_scenario.Begin);
        return Decide();
    }

    private void Reset()
    {
        _started = 0;
        _finished = 0;
        _entering = false;
        _unwinding = false;
        _free = false;
        _open = false;
        _resumed = -1;
        _waiting.Clear();
        _locks.Clear();
        _exitChecks.Clear();
        _interruptions.Clear();
        _steps.Truncate(0);
        _choices.Truncate(0);
        _wakes.Truncate(0);
        _order.Clear();
        Failure = null;
        WasTooLong = false;
        WasPruned = false;
        IsForeign = false;
        Now.Current = -1;
        Now.Steps = 0;
        Now.Decisions = 0;
        Now.WasCut = false;
        for (int actor = 0; actor < _actors.Count; actor++)
        {
            Now.SetPending(actor, _firstOperations[actor].Operation, _firstOperations[actor].Target);
        }
    }

    private void Set(Action part)
    {
        IsSetting = true;
        try
        {
            part();
        }
        finally
        {
            IsSetting = false;
        }
    }

    /// <summary>An actor's whole life in one execution.</summary>
    /// <returns>Who has the turn then, or -1 where the run is over.</returns>
    private int Act(int me)
    {
        _started |= 1u << me;
        _entering = true;
        try
        {
            _actors[me].Body();
        }
        catch (ExecutionAbandoned)
        {
        }
        catch (Exception exception) when (!_probing)
        {
            Fail(Failure.Of(exception, me));
        }
        catch (Exception)
        {
            // It fails before its first shared operation; its first execution will say so.
        }

        return _probing ? -1 : Leave(me);
    }

    private int Leave(int me)
    {
        _entering = false;
        _finished |= 1u << me;
        if (!_unwinding)
        {
            CheckExit(me);
        }

        if (!_unwinding && _locks.CountOf(me) != 0)
        {
            Fail(new Failure(FailureKind.Unbalanced, "held at exit", $"{_actors[me].Name} ends and still holds {_locks.Describe(me, Objects)}.", me));
        }

        if (!_unwinding && _finished != _all)
        {
            int next = Decide();
            if (next >= 0)
            {
                return next;
            }
        }

        // Whoever is in the middle of something is called once more, to come out of it.
        uint inside = _started & ~_finished;
        return inside != 0 ? BitOperations.TrailingZeroCount(inside) : Conclude();
    }

    private int Conclude()
    {
        Commit();
        Now.WasCut = _unwinding;
        Now.Unfinished = Failure?.Kind == FailureKind.Deadlock ? _stuck : 0;
        if (!_unwinding)
        {
            try
            {
                Set(_scenario.End);
            }
            catch (Exception exception)
            {
                Fail(Failure.Of(exception, -1));
            }
        }

        // Who looks at the execution may run others meanwhile, on other stages, from this thread.
        IsSetting = true;
        bool goesOn = _goesOn();
        IsSetting = false;
        return goesOn ? StartNext() : -1;
    }

    // The first thing that goes wrong is what went wrong; the rest comes of it.
    private void Fail(Failure failure)
    {
        if (!_unwinding)
        {
            Failure = failure;
            _unwinding = true;
        }
    }
}
