using System.Runtime.CompilerServices;

namespace KernelMm.Locking;

/// <summary>
/// The page tables that a task looks at inside read-side RCU sections, with the generation each frame had then. A slot is a bare
/// address; this is what tells a table from another one that has taken its place.
/// </summary>
internal struct MappedTables
{
    private const int Capacity = 6;

    private Entries _entries;

    /// <summary>How many are remembered.</summary>
    public int Count;

    /// <summary>Remembers a table; where there are too many, the first is forgotten, and then only known to be allocated or not.</summary>
    /// <param name="frame">The number of the frame it lies in.</param>
    /// <param name="generation">The frame's generation now.</param>
    /// <param name="depth">The RCU depth; leaving that section forgets the table.</param>
    public void Remember(uint frame, uint generation, int depth)
    {
        if (Count == Capacity)
        {
            Span<MappedTable> entries = _entries;
            entries[1..].CopyTo(entries);
            Count--;
        }

        _entries[Count++] = new MappedTable(frame, generation, depth);
    }

    /// <summary>Forgets what was mapped in sections deeper than this.</summary>
    public void ForgetBelow(int depth)
    {
        while (Count > 0 && _entries[Count - 1].Depth > depth)
        {
            Count--;
        }
    }

    /// <summary>The generation that this frame had when its table was last mapped, or null where it is not mapped.</summary>
    public readonly uint? GenerationOf(uint frame)
    {
        for (int place = Count - 1; place >= 0; place--)
        {
            if (_entries[place].Frame == frame)
            {
                return _entries[place].Generation;
            }
        }

        return null;
    }

    private readonly record struct MappedTable(uint Frame, uint Generation, int Depth);

    [InlineArray(Capacity)]
    private struct Entries
    {
        private MappedTable _first;
    }
}
