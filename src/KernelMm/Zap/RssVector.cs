using System.Runtime.CompilerServices;
using KernelMm.Folios;

namespace KernelMm.Zap;

/// <summary>Changes of resident pages, gathered while a table's lock is held and added once. In Linux: the array <c>rss</c> and <c>add_mm_rss_vec</c>.</summary>
internal struct RssVector
{
    private Counts _counts;

    /// <summary>How many kinds there are. In Linux: <c>NR_MM_COUNTERS</c>.</summary>
    private const int Kinds = 4;

    /// <summary>What a folio's pages are counted as. In Linux: <c>mm_counter</c>.</summary>
    public static RssCounter CounterOf(Folio folio)
    {
        if (folio.IsAnon)
        {
            return RssCounter.Anon;
        }

        return folio.IsSwapBacked ? RssCounter.Shmem : RssCounter.File;
    }

    public void Add(Folio folio, int pages) => Add(CounterOf(folio), pages);

    public void Add(RssCounter counter, int pages) => _counts[(int)counter] += pages;

    public readonly void AddTo(Mm mm)
    {
        for (int kind = 0; kind < Kinds; kind++)
        {
            if (_counts[kind] != 0)
            {
                mm.Struct.AddRss((RssCounter)kind, _counts[kind]);
            }
        }
    }

    [InlineArray(Kinds)]
    private struct Counts
    {
        private int _first;
    }
}
