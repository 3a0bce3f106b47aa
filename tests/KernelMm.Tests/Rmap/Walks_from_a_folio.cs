using KernelMm.Faults;
using KernelMm.Folios;
using KernelMm.Physical;
using KernelMm.Rmap;
using KernelMm.Tests.Faults;

namespace KernelMm.Tests.Rmap;

public sealed class Walks_from_a_folio : IDisposable
{
    private readonly Process _process = new();

    public void Dispose() => _process.Dispose();

    [Fact]
    public void Find_every_mapping_that_may_have_it()
    {
        Vma vma = _process.Map(0, 8);
        Assert.Equal(FaultResult.None, Process.Write(vma, 5));
        Collector collector = new([]);
        RmapWalk.Walk(_process.FolioOf(5), ref collector);
        Assert.Equal([(vma, Process.Page(5))], collector.Found);
    }

    [Fact]
    public void C10_find_a_mapping_no_more_that_is_unlinked()
    {
        Vma vma = _process.Map(0, 8);
        Assert.Equal(FaultResult.None, Process.Write(vma, 5));
        Folio folio = _process.FolioOf(5);
        AnonVmaCloning.UnlinkAnonVmas(vma);
        Collector collector = new([]);
        RmapWalk.Walk(folio, ref collector);
        Assert.Empty(collector.Found);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void R8_1_a_large_folio_mapped_by_entries_is_found_once_for_each(bool sync)
    {
        Vma vma = _process.Map(0, (ulong)PtrsPerPte * 2);
        const int Order = 5;
        Folio large = new(_process.Machine, _process.Machine.PageAllocator.AllocPages(Gfp.Kernel, Order)!.Value);
        ulong first = (ulong)PtrsPerPte - 10;
        large.Info.Index = vma.LinearPageIndex(Process.Page(first)).Value;
        for (ulong page = 0; page < 1 << Order; page++)
        {
            Assert.Equal(FaultResult.None, Process.Read(vma, first + page));
            Set(Process.Page(first + page), PfnPte(large.Pfn + new FrameCount(page), vma.PageProt));
        }

        Hits hits = default;
        Assert.False(MappedWalk.Walk(large, vma, RmapWalk.VmaAddress(large, vma), sync, ref hits));
        Assert.Equal(1 << Order, hits.Count);
    }

    [Fact]
    public void R8_2_a_table_that_went_away_has_nothing()
    {
        Vma vma = _process.Map(0, 8);
        Assert.Equal(FaultResult.None, Process.Write(vma, 5));
        Folio folio = _process.FolioOf(5);
        Zap.Zapping.ZapPageRangeSingle(vma, vma.Start, vma.Size);
        PmdClear(_process.Mm, Pgalloc.PmdLookup.Find(_process.Mm, vma.Start));
        Hits hits = default;
        Assert.False(MappedWalk.Walk(Detached(folio), vma, Process.Page(5), sync: false, ref hits));
        Assert.Equal(0, hits.Count);
    }

    [Fact]
    public void R8_3_an_entry_that_is_gone_but_still_counted_is_waited_for_only_by_who_asks_for_it()
    {
        Vma vma = _process.Map(0, 1, Process.ReadWrite | VmaFlags.Shared | VmaFlags.MayShare);
        Assert.True(_process.Cpu(1).Store(Process.Page(0), 1));
        Folio folio = _process.FolioOf(0);

        // A dirty page of a file is counted until all CPUs have flushed, which this one does not do now.
        nuint flags = _process.Mm.LocalIrqSave();
        Background zap = Threads.Start(() => Zap.Zapping.ZapPageRangeSingle(vma, vma.Start, vma.Size));
        Threads.Until(() => _process.PteOf(0).None);
        Hits hits = default;
        Assert.False(MappedWalk.Walk(folio, vma, vma.Start, sync: false, ref hits));
        Assert.Equal((0, 1), (hits.Count, folio.MapCount));

        Background synced = Threads.Start(() =>
        {
            Hits none = default;
            Assert.False(MappedWalk.Walk(folio, vma, vma.Start, sync: true, ref none));
            Assert.Equal((0, 0), (none.Count, folio.MapCount));
        });
        Assert.True(Threads.StaysFalse(() => synced.IsDone));
        _process.Mm.LocalIrqRestore(flags);
        zap.Join();
        synced.Join();
    }

    // The folio is freed by now; another one at the same place will do.
    private Folio Detached(Folio folio)
    {
        _ = folio;
        Folio other = new(_process.Machine, _process.Machine.PageAllocator.AllocPages(Gfp.Kernel)!.Value);
        other.Info.Index = Pgoff.Of(Process.Page(5)).Value;
        return other;
    }

    private void Set(VirtualAddress address, Pte entry)
    {
        PtePtr pte = PteOffsetMapLock(_process.Mm, Pgalloc.PmdLookup.Find(_process.Mm, address), address, out SpinlockPtr ptl);
        if (!pte)
        {
            throw new InvalidOperationException("No page table.");
        }

        SetPte(_process.Mm, pte, entry);
        PteUnmapUnlock(_process.Mm, pte, ptl);
    }

    private readonly struct Collector(List<(Vma, VirtualAddress)> found) : IRmapVisitor
    {
        public List<(Vma, VirtualAddress)> Found { get; } = found;

        public bool RmapOne(Folio folio, Vma vma, VirtualAddress address)
        {
            Found.Add((vma, address));
            return true;
        }
    }

    private struct Hits : IMappedVisitor
    {
        public int Count { get; private set; }

        public bool Mapped(Vma vma, VirtualAddress address, PtePtr pte)
        {
            Count++;
            return true;
        }
    }
}
