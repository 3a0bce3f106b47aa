using System.Runtime.InteropServices;
using KernelMm.Exploration.Results;

namespace KernelMm.Exploration.Engine;

// What actors say on the way.
internal sealed partial class Stage
{
    public void Took(int me, SharedObject target, int nesting, bool tried)
    {
        if (IsSetting || _unwinding)
        {
            return;
        }

        if (_locks.Add(me, Objects.NumberOf(target), target, nesting, tried) is { } wrong)
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

    public void Mark(string mark) => CollectionsMarshal.GetValueRefOrAddDefault(Marks, mark, out _)++;
}
