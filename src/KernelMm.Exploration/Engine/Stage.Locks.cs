using System.Runtime.InteropServices;
using KernelMm.Exploration.Results;

namespace KernelMm.Exploration.Engine;

// What actors say on the way.
internal sealed partial class Stage
{
    private readonly List<Action<int?>> _exitChecks = [];
    private readonly List<Action> _interruptions = [];

    /// <summary>Only what the scenario's setting asks for is the same in every execution.</summary>
    public void AtExit(Action<int?> check)
    {
        if (IsSetting)
        {
            _exitChecks.Add(check);
        }
    }

    public void BetweenOperations(Action interruption)
    {
        if (IsSetting)
        {
            _interruptions.Add(interruption);
        }
    }

    public void Took(int me, SharedObject target, int nesting, bool tried, bool shared)
    {
        if (IsSetting || _unwinding)
        {
            return;
        }

        if (_locks.Add(me, Objects.NumberOf(target), target, nesting, tried, shared) is { } wrong)
        {
            Fail(new Failure(FailureKind.LockOrder, wrong.Name, $"{_actors[me].Name} {wrong.Message}", me));
            throw new ExecutionAbandoned();
        }
    }

    public void GaveBack(int me, SharedObject target)
    {
        if (!IsSetting && !_unwinding)
        {
            _locks.Remove(me, Objects.NumberOf(target));
        }
    }

    private void CheckExit(int me)
    {
        foreach (Action<int?> check in _exitChecks)
        {
            try
            {
                check(_scenario.ReferencesOf(me));
            }
            catch (Oops oops)
            {
                Fail(Failure.Of(oops, me) with { Kind = FailureKind.Unbalanced });
            }
        }
    }

    public void Mark(string mark) => CollectionsMarshal.GetValueRefOrAddDefault(Marks, mark, out _)++;
}
