using KernelMm.Exploration.Results;

namespace KernelMm.Exploration.Engine;

// What actors call. Exactly one of them runs at a time, so nothing here is shared between threads that run.
internal sealed partial class Stage
{
    // An actor that was called out and keeps on going, in a finally that loops or a catch that catches all, is called again.
    private const int PatienceWithUnwinding = 1_000;

    private readonly Checks.HeldLocks _locks;
    private int _resumed;
    private int _pointsWhileUnwinding;

    public void Point(int me, SharedOperation operation, SharedObject target)
    {
        if (IsSetting || (_unwinding && !_probing))
        {
            PassWhileUnwinding();
            return;
        }

        foreach (Action interruption in _interruptions)
        {
            interruption();
        }

        int number = Objects.NumberOf(target);
        if (_entering)
        {
            Arrive(me, operation, number);
            return;
        }

        // It has just been let go on with this very attempt.
        bool resumed = _resumed == number && Operations.IsAttempt(operation);
        _resumed = -1;
        if (!resumed)
        {
            Now.SetPending(me, operation, number);
            Switch(me);
        }
    }

    public void Wait(int me, SharedObject target, int holder, bool spins)
    {
        if (IsSetting)
        {
            throw new InvalidOperationException($"Nobody can end the waiting for {target.Kind} {target.Id}: it is the scenario's own setting that waits.");
        }

        if (_unwinding && !_probing)
        {
            throw new ExecutionAbandoned();
        }

        int number = Objects.NumberOf(target);
        SharedOperation attempt = spins ? SharedOperation.Read : SharedOperation.Acquire;
        if (_entering)
        {
            Arrive(me, attempt, number);
        }

        if (!TakeBack(me, number))
        {
            Now.SetPending(me, attempt, number);
        }

        _waiting.Add(me, number, holder, spins);
        Switch(me);
        _resumed = number;
    }

    public void Wake(SharedObject target)
    {
        if (IsSetting || _unwinding)
        {
            return;
        }

        int number = Objects.NumberOf(target);
        _resumed = -1;
        _waiting.Wake(number);
        _wakes.Add(number);
    }

    public int Choose(int me, ChoiceKind kind, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (IsSetting || (_unwinding && !_probing))
        {
            return 0;
        }

        _resumed = -1;
        if (_entering)
        {
            (SharedOperation operation, int target) = Beginning(me);
            Arrive(me, operation, target);
        }

        int value = _free || count == 1 ? 0 : _strategy.NextChoice(Now, kind, count);
        if (count > 1)
        {
            _choices.Add(new Choice(_steps.Count - 1, kind, count, value));
            Now.Decisions++;
        }

        return value;
    }

    // The step was recorded when the actor was chosen to begin; here it has come to what was foreseen.
    private void Arrive(int me, SharedOperation operation, int target)
    {
        _entering = false;
        if (_probing)
        {
            _firstOperations[me] = (operation, target);
            throw new ExecutionAbandoned();
        }

        if (_firstOperations[me] != (operation, target))
        {
            Fail(new Failure(
                FailureKind.Nondeterminism, "first operation", $"{_actors[me].Name} began with {_firstOperations[me].Operation} once and with {operation} now, before anybody else could have had a part in it.", me));
            throw new ExecutionAbandoned();
        }

        _options.OnStep?.Invoke(_steps.Count - 1);
    }

    private void Switch(int me)
    {
        int next = Decide();
        if (next < 0)
        {
            throw new ExecutionAbandoned();
        }

        if (next != me)
        {
            _seats[next].Grant();
            _seats[me].Await();
            if (_unwinding)
            {
                _pointsWhileUnwinding = 0;
                throw new ExecutionAbandoned();
            }
        }

        _options.OnStep?.Invoke(_steps.Count - 1);
    }

    private void PassWhileUnwinding()
    {
        if (_unwinding && !IsSetting && ++_pointsWhileUnwinding > PatienceWithUnwinding)
        {
            _pointsWhileUnwinding = 0;
            throw new ExecutionAbandoned();
        }
    }
}
