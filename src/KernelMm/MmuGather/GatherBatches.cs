using System.Runtime.CompilerServices;
using KernelMm.Folios;
using KernelMm.Locking;
using KernelMm.Physical;
using KernelMm.Rmap;

namespace KernelMm;

/// <summary>
/// The pages that a gather has: a few in itself, then whole pages full of them, linked to each other. A page that cannot be had
/// means only that one flushes earlier. In Linux: <c>struct mmu_gather_batch</c>.
/// </summary>
internal unsafe struct GatherBatches(Machine machine)
{
    /// <summary>How many fit into the gather itself. In Linux: <c>MMU_GATHER_BUNDLE</c>.</summary>
    public const int Bundle = 8;

    /// <summary>
    /// How many entries of each batch are left free, as in 6.12: a large folio takes two, one of them for the number of its pages, and both
    /// have to be in one batch.
    /// </summary>
    public const int Spare = 1;

    // How many frames are freed at a time.
    private const int Chunk = 512;
    private const ulong DelayBit = 1;
    private const int FrameShift = 2;

    // A batch page: the number of the next one, how many entries it has, and the entries.
    private const int Header = 2;

    private readonly Machine _machine = machine;
    private Entries _local;
    private int _localCount;
    private uint _first;
    private uint _active;
    private int _batches;

    /// <summary>How many fit into a page of them. In Linux: <c>MAX_GATHER_BATCH</c>.</summary>
    public static int PerPage => (int)(PageSize.Value / sizeof(ulong)) - Header;

    /// <summary>How many such pages there can be. In Linux: <c>MAX_GATHER_BATCH_COUNT</c>.</summary>
    public static int MaxPages => 10000 / PerPage;

    /// <summary>One more page.</summary>
    /// <param name="frame">Its folio's first frame.</param>
    /// <param name="delay">Whether its mapping is still counted.</param>
    /// <param name="anyDelayed">Whether that is so of any that was added since the last flush.</param>
    /// <returns>Whether there is no room for another.</returns>
    public bool Add(uint frame, bool delay, bool anyDelayed)
    {
        ulong encoded = ((ulong)frame << FrameShift) | (delay ? DelayBit : 0);
        if (_active == 0)
        {
            _local[_localCount++] = encoded;
            return _localCount == Bundle - Spare && !NextBatch(anyDelayed);
        }

        ulong* page = Page(_active);
        page[Header + (int)page[1]++] = encoded;
        return page[1] == (ulong)(PerPage - Spare) && !NextBatch(anyDelayed);
    }

    /// <summary>Uncounts the mappings that are still counted: they are in the gather itself and in the page that is being filled.</summary>
    public void FlushRmaps(Machine machine, Vma vma)
    {
        FlushRmaps(machine, vma, LocalSpan());
        if (_active != 0)
        {
            FlushRmaps(machine, vma, SpanOf(_active));
        }
    }

    /// <summary>Frees all. In Linux: <c>tlb_batch_pages_flush</c>.</summary>
    public void Free()
    {
        Free(LocalSpan());
        _localCount = 0;
        for (uint page = _first; page != 0 && Page(page)[1] != 0; page = (uint)Page(page)[0])
        {
            Free(SpanOf(page));
            Page(page)[1] = 0;
        }

        _active = 0;
    }

    /// <summary>Gives the batch pages back. In Linux: <c>tlb_batch_list_free</c>.</summary>
    public void Dispose()
    {
        while (_first != 0)
        {
            uint page = _first;
            _first = (uint)Page(page)[0];
            _machine.PageAllocator.FreePages(new Frame(new Pfn(page), _machine.Frames[page].Generation));
        }

        (_active, _batches) = (0, 0);
    }

    // In Linux: tlb_next_batch. What is still counted may be in two batches and no more, so that uncounting it is quick.
    private bool NextBatch(bool anyDelayed)
    {
        if (anyDelayed && _active != 0)
        {
            return false;
        }

        uint next = _active == 0 ? _first : (uint)Page(_active)[0];
        if (next == 0)
        {
            next = NewPage();
        }

        if (next == 0)
        {
            return false;
        }

        _active = next;
        return true;
    }

    private uint NewPage()
    {
        if (_batches == MaxPages || _machine.PageAllocator.AllocPages(Gfp.Atomic) is not { } frame)
        {
            return 0;
        }

        uint page = (uint)frame.Pfn.Value;
        (Page(page)[0], Page(page)[1]) = (0, 0);
        _batches++;
        if (_active == 0)
        {
            _first = page;
        }
        else
        {
            Page(_active)[0] = page;
        }

        return page;
    }

    private readonly void Free(ReadOnlySpan<ulong> entries)
    {
        Span<uint> frames = stackalloc uint[Chunk];
        while (!entries.IsEmpty)
        {
            int count = Math.Min(entries.Length, Chunk);
            for (int place = 0; place < count; place++)
            {
                frames[place] = (uint)(entries[place] >> FrameShift);
            }

            FolioReferences.PutAll(_machine, frames[..count]);
            entries = entries[count..];
        }
    }

    // The entries keep their mark; the pages are freed later.
    private static void FlushRmaps(Machine machine, Vma vma, ReadOnlySpan<ulong> entries)
    {
        foreach (ulong entry in entries)
        {
            if ((entry & DelayBit) != 0)
            {
                FolioRmap.FolioRemoveRmapPte(Folio.Of(machine, new Pfn(entry >> FrameShift)), vma);
            }
        }
    }

    private readonly ulong* Page(uint page) => (ulong*)(_machine.Origin + ((ulong)page << PageShift));

    private readonly Span<ulong> SpanOf(uint page) => new(Page(page) + Header, (int)Page(page)[1]);

    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    private Span<ulong> LocalSpan() => ((Span<ulong>)_local)[.._localCount];

    [InlineArray(Bundle)]
    private struct Entries
    {
        private ulong _first;
    }
}
