using KernelMm.Exploration.Schedules;

namespace KernelMm.Scenarios.Cells;

/// <summary>A variable that actors share: each access is a scheduling point.</summary>
/// <param name="name">Its name.</param>
[StepMachinery]
internal sealed class SharedCell<T>(string name)
{
    private readonly SharedObject _object = new(name, 0);
    private T _value = default!;

    /// <summary>Its value, for before and after an execution.</summary>
    public T Settled
    {
        get => _value;
        set => _value = value;
    }

    public T Read()
    {
        Explorer.Current!.Point(SharedOperation.Read, _object);
        return _value;
    }

    public void Write(T value)
    {
        Explorer.Current!.Point(SharedOperation.Write, _object);
        _value = value;
    }

    /// <summary>Writes and answers what it held, as one step.</summary>
    public T Exchange(T value)
    {
        Explorer.Current!.Point(SharedOperation.ReadModifyWrite, _object);
        T before = _value;
        _value = value;
        return before;
    }

    /// <summary>Writes if it holds <paramref name="comparand"/>, as one step.</summary>
    /// <returns>What it held.</returns>
    public T CompareExchange(T value, T comparand)
    {
        Explorer.Current!.Point(SharedOperation.ReadModifyWrite, _object);
        T before = _value;
        _value = EqualityComparer<T>.Default.Equals(before, comparand) ? value : before;
        return before;
    }

    /// <summary>Changes it by what a function makes of it, as one step.</summary>
    public void Update(Func<T, T> change)
    {
        Explorer.Current!.Point(SharedOperation.ReadModifyWrite, _object);
        _value = change(_value);
    }

    /// <summary>Reads until the value is as wanted; between two looks somebody else must have changed it.</summary>
    public T ReadUntil(Func<T, bool> wanted)
    {
        T value = Read();
        while (!wanted(value))
        {
            Explorer.Current!.Spin(_object);
            value = _value;
        }

        return value;
    }
}
