using KernelMm.Faults;
using KernelMm.Folios;
using KernelMm.Physical;
using KernelMm.Tests.Faults;

namespace KernelMm.Tests.Folios;

public sealed class Lists_of_reclaim : IDisposable
{
    private readonly Process _process = new();

    private LruLists Lru => _process.Machine.Lru;

    public void Dispose() => _process.Dispose();

    [Fact]
    public void J5_an_active_folio_moves_when_the_batch_is_drained()
    {
        Folio folio = Mapped();
        Lru.FolioActivate(folio);
        Lru.LruAddDrain();
        folio.Set(FrameFlags.Referenced);
        Lru.FolioDeactivate(folio);
        Assert.True(folio.IsActive && folio.IsReferenced);
        Assert.Equal(new FrameCount(1), Lru.Pages(LruList.ActiveAnon));
        Lru.LruAddDrain();
        Assert.False(folio.IsActive || folio.IsReferenced);
        Assert.Equal(new FrameCount(1), Lru.Pages(LruList.InactiveAnon));
        Assert.Equal((1UL, 1UL), (_process.Machine.Count(Counter.PgActivate), _process.Machine.Count(Counter.PgDeactivate)));
    }

    [Fact]
    public void J6_an_inactive_folio_stays_where_it_is()
    {
        Folio folio = Mapped();
        Lru.FolioDeactivate(folio);
        Assert.Equal(1, folio.RefCount);
        Lru.LruAddDrain();
        Assert.Equal(0UL, _process.Machine.Count(Counter.PgDeactivate));
    }

    [Fact]
    public void J7_what_cannot_be_reclaimed_stays_where_it_is()
    {
        Vma vma = _process.Map(0, 1, Process.ReadWrite | VmaFlags.Locked);
        Assert.Equal(FaultResult.None, Process.Write(vma, 0));
        Lru.LruAddDrain();
        Folio folio = _process.FolioOf(0);
        Assert.True(folio.IsUnevictable && folio.IsMlocked);
        Lru.FolioActivate(folio);
        Lru.FolioDeactivate(folio);
        Lru.LruAddDrain();
        Assert.Equal(new FrameCount(1), Lru.Pages(LruList.Unevictable));
    }

    [Fact]
    public void J8_a_large_folio_counts_as_its_pages()
    {
        Folio large = new(_process.Machine, _process.Machine.PageAllocator.AllocPages(Gfp.Kernel, order: 3)!.Value);
        large.Set(FrameFlags.SwapBacked | FrameFlags.Active);
        Lru.FolioAddLru(large);
        Lru.LruAddDrain();
        Lru.FolioDeactivate(large);
        Lru.LruAddDrain();
        Assert.Equal(8UL, _process.Machine.Count(Counter.PgDeactivate));
        Assert.Equal(new FrameCount(8), Lru.Pages(LruList.InactiveAnon));
    }

    [Fact]
    public void A_batch_keeps_its_folios_until_it_is_full()
    {
        Vma vma = _process.Map(0, 64);
        for (ulong page = 0; page < 30; page++)
        {
            Assert.Equal(FaultResult.None, Process.Write(vma, page));
        }

        Assert.Equal((2, new FrameCount(0)), (_process.FolioOf(0).RefCount, Lru.Pages(LruList.InactiveAnon)));
        Assert.Equal(FaultResult.None, Process.Write(vma, 30));
        Assert.Equal((1, new FrameCount(31)), (_process.FolioOf(0).RefCount, Lru.Pages(LruList.InactiveAnon)));
    }

    [Fact]
    public void Freed_folios_leave_their_lists()
    {
        Vma vma = _process.Map(0, 100);
        for (ulong page = 0; page < 100; page++)
        {
            Assert.Equal(FaultResult.None, Process.Write(vma, page));
        }

        Zap.Zapping.ZapPageRangeSingle(vma, Process.Page(10), new ByteCount(50 << PageShift));
        Assert.Equal(new FrameCount(50), Lru.Pages(LruList.InactiveAnon));
    }

    private Folio Mapped()
    {
        Vma vma = _process.Map(0, 1);
        Assert.Equal(FaultResult.None, Process.Write(vma, 0));
        Lru.LruAddDrain();
        return _process.FolioOf(0);
    }
}
