namespace KernelMm.Cpus;

/// <summary>
/// The address spaces that a CPU had loaded lately, with the flushes it knows of; what it does not remember it has to flush. In
/// Linux: <c>cpu_tlbstate.ctxs</c>.
/// </summary>
internal sealed class LoadedContexts
{
    private const int Capacity = 6;

    private readonly (int Mm, ulong Generation)[] _contexts = new (int Mm, ulong Generation)[Capacity];
    private int _next;

    /// <summary>Notes that an address space is loaded.</summary>
    /// <param name="mm">Its number.</param>
    /// <param name="generation">How many flushes of it there were.</param>
    /// <returns>Whether its translations may be out of date and must go.</returns>
    public bool Load(int mm, ulong generation)
    {
        int place = PlaceOf(mm);
        if (place >= 0 && _contexts[place].Generation == generation)
        {
            return false;
        }

        if (place < 0)
        {
            place = _next;
            _next = (_next + 1) % Capacity;
        }

        _contexts[place] = (mm, generation);
        return true;
    }

    /// <summary>Forgets all of them.</summary>
    public void Reset()
    {
        Array.Clear(_contexts);
        _next = 0;
    }

    /// <summary>Notes that the CPU took part in a flush.</summary>
    public void Flushed(int mm, ulong generation)
    {
        int place = PlaceOf(mm);
        if (place >= 0 && _contexts[place].Generation + 1 == generation)
        {
            _contexts[place].Generation = generation;
        }
    }

    private int PlaceOf(int mm)
    {
        for (int place = 0; place < Capacity; place++)
        {
            if (_contexts[place].Mm == mm)
            {
                return place;
            }
        }

        return -1;
    }
}
