using KernelMm.Exploration.Schedules;

namespace KernelMm.Scenarios.Cells;

/// <summary>Where actors sleep until somebody wakes those who sleep at that moment; waking nobody is forgotten.</summary>
/// <param name="name">Its name.</param>
[StepMachinery]
internal sealed class WaitQueue(string name)
{
    private readonly SharedObject _object = new(name, 0);
    private int _wakes;

    /// <summary>Sleeps until the next waking.</summary>
    public void Sleep()
    {
        Explorer.Current!.Point(SharedOperation.Write, _object);
        SleepSince(_wakes);
    }

    /// <summary>How many wakings there were: to be asked for before looking at what one would sleep for.</summary>
    public int Prepare()
    {
        Explorer.Current!.Point(SharedOperation.Write, _object);
        return _wakes;
    }

    /// <summary>Sleeps until there was a waking since <see cref="Prepare"/>.</summary>
    public void SleepUnlessWokenSince(int ticket)
    {
        Explorer.Current!.Point(SharedOperation.Write, _object);
        SleepSince(ticket);
    }

    /// <summary>Wakes all who sleep now.</summary>
    public void WakeAll()
    {
        Explorer.Current!.Point(SharedOperation.Write, _object);
        _wakes++;
        Explorer.Current!.Wake(_object);
    }

    /// <summary>Nobody sleeps: for before an execution.</summary>
    public void Clear() => _wakes = 0;

    private void SleepSince(int ticket)
    {
        while (_wakes == ticket)
        {
            Explorer.Current!.Wait(_object, holder: -1);
        }
    }
}
