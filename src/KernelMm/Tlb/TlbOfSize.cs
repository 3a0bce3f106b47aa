using System.Runtime.CompilerServices;

namespace KernelMm.Tlb;

/// <summary>
/// The translations of one page size: sets of four, in one of which a page's translation is. A full set lets one of its
/// entries go at random or, where it must not, makes everything twice as big.
/// </summary>
internal sealed class TlbOfSize(int shift, int capacity, bool neverEvicts)
{
    private const int Ways = 4;

    // Made when the first translation comes, as most CPUs of most machines see no page of most sizes.
    private TlbEntry[] _entries = [];

    /// <summary>The page size, as a power of two.</summary>
    public int Shift { get; } = shift;

    /// <summary>All places, used or not.</summary>
    public Span<TlbEntry> Entries => _entries;

    /// <summary>The places where the translation of an address can be.</summary>
    public Span<TlbEntry> SetOf(VirtualAddress address) => _entries.Length == 0 ? [] : _entries.AsSpan(SetOf(TagOf(address)), Ways);

    /// <summary>Empty, and of its first size.</summary>
    public void Reset()
    {
        if (_entries.Length == capacity)
        {
            Array.Clear(_entries);
        }
        else
        {
            _entries = [];
        }
    }

    /// <summary>The place of the translation of an address, or a reference to nothing.</summary>
    public ref TlbEntry Find(int context, VirtualAddress address)
    {
        if (_entries.Length == 0)
        {
            return ref Unsafe.NullRef<TlbEntry>();
        }

        ulong tag = TagOf(address);
        int first = SetOf(tag);
        for (int way = first; way < first + Ways; way++)
        {
            ref TlbEntry entry = ref _entries[way];
            if (entry.Tag == tag && entry.Context == context)
            {
                return ref entry;
            }
        }

        return ref Unsafe.NullRef<TlbEntry>();
    }

    /// <summary>A place for a translation that has none yet.</summary>
    /// <param name="address">The address.</param>
    /// <param name="random">Decides which entry goes.</param>
    public ref TlbEntry Place(VirtualAddress address, ref SeededRandom random)
    {
        if (_entries.Length == 0)
        {
            _entries = new TlbEntry[capacity];
        }

        while (true)
        {
            int first = SetOf(TagOf(address));
            for (int way = first; way < first + Ways; way++)
            {
                if (_entries[way].Tag == 0)
                {
                    return ref _entries[way];
                }
            }

            if (!neverEvicts)
            {
                return ref _entries[first + (int)random.Below(Ways)];
            }

            Grow();
        }
    }

    /// <summary>The tag of the page that an address is in.</summary>
    public ulong TagOf(VirtualAddress address) => (address.Value >> Shift << Shift) | 1;

    private int SetOf(ulong tag)
    {
        uint sets = (uint)_entries.Length / Ways;
        return (int)((tag >> Shift) & (sets - 1)) * Ways;
    }

    private void Grow()
    {
        TlbEntry[] old = _entries;
        _entries = new TlbEntry[old.Length * 2];
        foreach (TlbEntry entry in old)
        {
            int place = SetOf(entry.Tag);
            while (entry.Tag != 0 && _entries[place].Tag != 0)
            {
                place++;
            }

            if (entry.Tag != 0)
            {
                _entries[place] = entry;
            }
        }
    }
}
