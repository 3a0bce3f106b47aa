using System.Runtime.CompilerServices;

namespace KernelMm.Cpus;

/// <summary>The slots that a walk read, from the top, and what was in them.</summary>
internal unsafe struct WalkTrace
{
    private const int MaxLevels = 5;

    private Slots _slots;
    private Values _values;

    /// <summary>How many slots there are.</summary>
    public int Levels;

    /// <summary>The slot of a level, the top being 0.</summary>
    public readonly ulong* Slot(int level) => (ulong*)_slots[level];

    /// <summary>What was in it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ulong Value(int level) => _values[level];

    /// <summary>Says otherwise of what was in it.</summary>
    public void Replace(int level, ulong value) => _values[level] = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ulong* slot, ulong value)
    {
        _slots[Levels] = (nint)slot;
        _values[Levels] = value;
        Levels++;
    }

    [InlineArray(MaxLevels)]
    private struct Slots
    {
        private nint _first;
    }

    [InlineArray(MaxLevels)]
    private struct Values
    {
        private ulong _first;
    }
}
