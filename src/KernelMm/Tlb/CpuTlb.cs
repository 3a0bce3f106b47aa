using System.Runtime.CompilerServices;

namespace KernelMm.Tlb;

/// <summary>
/// A CPU's cache of translations, tagged by address space, each page size apart. Nothing keeps it up to date: a translation stays
/// until it is flushed or evicted, whatever becomes of the tables. Only who has the CPU's interrupt gate may touch it.
/// </summary>
internal sealed class CpuTlb
{
    private readonly TlbOfSize[] _sizes;
    private readonly Clock _clock;
    private readonly ulong _seed;
    private SeededRandom _random;

    public CpuTlb(MachineOptions options, Clock clock, int cpu)
    {
        (_clock, _seed) = (clock, options.Seed + (ulong)cpu);
        _random = new SeededRandom(_seed);
        _sizes = [.. LeafShifts().Select(shift => new TlbOfSize(shift, options.TlbEntries, options.TlbNeverEvicts))];
    }

    /// <summary>Empty, as at first.</summary>
    public void Reset()
    {
        Array.ForEach(_sizes, size => size.Reset());
        _random = new SeededRandom(_seed);
    }

    /// <summary>The translation of an address, or a reference to nothing.</summary>
    public ref TlbEntry Find(int context, VirtualAddress address)
    {
        foreach (TlbOfSize size in _sizes)
        {
            ref TlbEntry entry = ref size.Find(context, address);
            if (!Unsafe.IsNullRef(ref entry))
            {
                return ref entry;
            }
        }

        return ref Unsafe.NullRef<TlbEntry>();
    }

    /// <summary>
    /// Remembers a translation. One of another page size for the same address must be gone by then: hardware may answer with
    /// either, or with a machine check.
    /// </summary>
    /// <param name="context">The address space.</param>
    /// <param name="address">The address that was translated.</param>
    /// <param name="walked">What the walk found.</param>
    /// <param name="began">The clock when it began.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref TlbEntry Insert(int context, VirtualAddress address, scoped in Translation walked, ulong began)
    {
        TlbOfSize? own = null;
        foreach (TlbOfSize size in _sizes)
        {
            if (size.Shift == walked.Shift)
            {
                own = size;
            }
            else
            {
                CheckNotCached(size, context, address, walked.Shift);
            }
        }

        ref TlbEntry entry = ref (own ?? throw NoPlace(walked.Shift)).Place(address, ref _random);
        ulong offset = address.Value & ((1UL << walked.Shift) - 1);
        entry = new TlbEntry
        {
            Tag = own.TagOf(address),
            Context = context,
            IsDirty = HardwareWalk.MarkLeaf(walked.Shift, walked.Entry, isWrite: true) == walked.Entry,
            Rights = walked.Rights,
            Page = walked.Address - new ByteCount(offset),
            InsertedAt = began,
        };
        return ref entry;
    }

    /// <summary>Forgets the translations of a range, of any size that touches it.</summary>
    /// <param name="context">The address space.</param>
    /// <param name="first">The first address.</param>
    /// <param name="last">The last address, inclusive.</param>
    public void FlushRange(int context, VirtualAddress first, VirtualAddress last)
    {
        foreach (TlbOfSize size in _sizes)
        {
            ulong pages = (last.Value >> size.Shift) - (first.Value >> size.Shift);
            Span<TlbEntry> places = pages == 0 ? size.SetOf(first) : size.Entries;
            foreach (ref TlbEntry entry in places)
            {
                if (IsOf(entry, context) && Touches(entry, size.Shift, first, last))
                {
                    entry.Tag = 0;
                }
            }
        }
    }

    /// <summary>Forgets what is known of one address space; or, with no address space, everything.</summary>
    public void FlushAll(int? context)
    {
        foreach (TlbOfSize size in _sizes)
        {
            foreach (ref TlbEntry entry in size.Entries)
            {
                if (context is null || entry.Context == context)
                {
                    entry.Tag = 0;
                }
            }
        }
    }

    /// <summary>Notes that translations which no longer are what the tables say should be gone: their next use is an oops.</summary>
    /// <param name="mm">The address space.</param>
    /// <param name="first">The first address.</param>
    /// <param name="last">The last address, inclusive.</param>
    /// <param name="task">Who says so.</param>
    public void FlushIsDue(Mm mm, VirtualAddress first, VirtualAddress last, int task)
    {
        foreach (TlbOfSize size in _sizes)
        {
            foreach (ref TlbEntry entry in size.Entries)
            {
                if (IsOf(entry, mm.Id) && entry.DueBy == 0 && Touches(entry, size.Shift, first, last) && IsStale(mm, entry, size.Shift))
                {
                    (entry.DueBy, entry.DueAt) = (task, _clock.Now);
                }
            }
        }
    }

    // The tables may have become wider without a flush; narrower or another page is what a flush is for.
    private static bool IsStale(Mm mm, in TlbEntry entry, int shift)
    {
        Translation now = HardwareWalk.Translate(new UncheckedMemory(mm.Machine), mm.Root, entry.Start);
        return !now.IsMapped || now.Shift != shift || now.Address != entry.Page || (entry.Rights & ~now.Rights) != 0;
    }

    private static bool IsOf(in TlbEntry entry, int context) => entry.Tag != 0 && entry.Context == context;

    private static bool Touches(in TlbEntry entry, int shift, VirtualAddress first, VirtualAddress last)
    {
        ulong start = entry.Start.Value;
        return start <= last.Value && start + ((1UL << shift) - 1) >= first.Value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CheckNotCached(TlbOfSize other, int context, VirtualAddress address, int shift)
    {
        if (!other.Entries.IsEmpty)
        {
            CheckNotAmong(other, context, address, shift);
        }
    }

    private static void CheckNotAmong(TlbOfSize other, int context, VirtualAddress address, int shift)
    {
        ulong start = address.Value >> shift << shift;
        VirtualAddress last = new(start + ((1UL << shift) - 1));
        foreach (ref TlbEntry entry in other.Entries)
        {
            if (IsOf(entry, context) && Touches(entry, other.Shift, new VirtualAddress(start), last))
            {
                throw new Oops(
                    $"Address {address} is about to be cached as part of a page of 2^{shift} bytes while the TLB still holds it as part of one of 2^{other.Shift} bytes: a flush is missing.");
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Oops NoPlace(int shift) => new($"A page of 2^{shift} bytes has no place in a TLB.");

    private static IEnumerable<int> LeafShifts() => new[] { PageShift, PmdShift, PudShift }.Distinct();
}
