using KernelMm.Exploration.Schedules;

namespace KernelMm.Scenarios.Cells;

/// <summary>A lock that is nothing but its holder.</summary>
/// <param name="name">Its name, which is its class too.</param>
/// <param name="order">Whether the order in which it is taken is judged.</param>
[StepMachinery]
internal sealed class ToyLock(string name, bool order = true)
{
    private readonly SharedObject _object = new(name, 0);
    private int _holder = -1;

    /// <summary>Gives it back, whoever has it: for before an execution.</summary>
    public void Clear() => _holder = -1;

    public void Acquire()
    {
        Explorer explorer = Explorer.Current!;
        explorer.Point(SharedOperation.Acquire, _object);
        while (_holder >= 0)
        {
            explorer.Wait(_object, _holder);
        }

        _holder = explorer.Actor;
        if (order)
        {
            explorer.Took(_object, nesting: 0, tried: false, shared: false);
        }
    }

    public bool TryAcquire()
    {
        Explorer explorer = Explorer.Current!;
        explorer.Point(SharedOperation.TryAcquire, _object);
        if (_holder >= 0)
        {
            return false;
        }

        _holder = explorer.Actor;
        if (order)
        {
            explorer.Took(_object, nesting: 0, tried: true, shared: false);
        }

        return true;
    }

    public void Release()
    {
        Explorer explorer = Explorer.Current!;
        explorer.Point(SharedOperation.Release, _object);
        _holder = -1;
        if (order)
        {
            explorer.GaveBack(_object);
        }

        explorer.Wake(_object);
    }
}
