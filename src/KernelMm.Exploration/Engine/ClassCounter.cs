namespace KernelMm.Exploration.Engine;

/// <summary>
/// Counts distinct classes of executions, in memory that does not grow beyond a bound: what does not fit any more is not counted,
/// and the count says so.
/// </summary>
internal sealed class ClassCounter
{
    private const int MostSlots = 1 << 22;

    private ulong[] _slots = new ulong[1 << 10];

    /// <summary>How many were seen.</summary>
    public long Count { get; private set; }

    /// <summary>Whether it is all of them.</summary>
    public bool IsExact { get; private set; } = true;

    public void Add(ulong one)
    {
        // 0 marks an empty slot.
        one = one == 0 ? 1 : one;
        if (Count * 4 > _slots.Length * 3L && !Grow())
        {
            IsExact = false;
            return;
        }

        Count += Insert(_slots, one) ? 1 : 0;
    }

    private bool Grow()
    {
        if (_slots.Length == MostSlots)
        {
            return false;
        }

        ulong[] larger = new ulong[_slots.Length * 2];
        foreach (ulong one in _slots)
        {
            if (one != 0)
            {
                Insert(larger, one);
            }
        }

        _slots = larger;
        return true;
    }

    private static bool Insert(ulong[] slots, ulong one)
    {
        int mask = slots.Length - 1;
        int slot = (int)(one >> 32) & mask;
        while (slots[slot] != 0)
        {
            if (slots[slot] == one)
            {
                return false;
            }

            slot = (slot + 1) & mask;
        }

        slots[slot] = one;
        return true;
    }
}
