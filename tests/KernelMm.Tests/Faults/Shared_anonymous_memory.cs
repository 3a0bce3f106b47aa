using KernelMm.Faults;
using KernelMm.Folios;
using KernelMm.Physical;

namespace KernelMm.Tests.Faults;

public sealed class Shared_anonymous_memory : IDisposable
{
    private const VmaFlags Shared = Process.ReadWrite | VmaFlags.Shared | VmaFlags.MayShare;

    private readonly Process _process = new();

    public void Dispose() => _process.Dispose();

    [Fact]
    public void A_read_maps_a_page_that_a_write_makes_writable()
    {
        Vma vma = _process.Map(0, 4, Shared);
        Assert.Equal(FaultResult.None, Process.Read(vma, 1));
        Folio folio = _process.FolioOf(1);
        Assert.Equal((new Pgoff(1), 1, 1L), (folio.Index, folio.MapCount, _process.Mm.Rss(RssCounter.Shmem)));
        Assert.Equal(FaultResult.None, Process.Write(vma, 1));
        Assert.True(_process.PteOf(1).Write && _process.PteOf(1).Dirty);
        Assert.Equal(folio, _process.FolioOf(1));
        Assert.Equal(0UL, _process.Machine.Count(Counter.CowCopies));
    }

    [Fact]
    public void What_is_taken_out_of_the_mapping_stays_in_the_cache()
    {
        Vma vma = _process.Map(0, 1, Shared);
        Assert.True(_process.Cpu(0).Store(Process.Address, 42));
        Zap.Zapping.ZapPageRangeSingle(vma, vma.Start, vma.Size);
        Assert.Equal((0L, new FrameCount(1)), (_process.Mm.Rss(RssCounter.Shmem), vma.Mapping!.NrPages));
        Assert.True(_process.Cpu(0).Load(Process.Address, out ulong value));
        Assert.Equal(42UL, value);
    }

    [Fact]
    public void The_last_mapping_takes_the_pages_with_it()
    {
        FrameCount free = _process.Machine.PageAllocator.FreeFrames;
        Vma vma = _process.Map(0, 8, Shared);
        for (ulong page = 0; page < 8; page++)
        {
            Assert.Equal(FaultResult.None, Process.Write(vma, page));
        }

        Process.Empty(_process.Mm);
        Assert.Equal(free, _process.Machine.PageAllocator.FreeFrames);
    }

    [Fact]
    public void P4_a_table_allocated_beforehand_is_freed_where_there_is_no_page()
    {
        Vma vma = _process.Map(0, 1, Shared);
        Assert.Equal(FaultResult.None, Process.Write(_process.Map(1_000_000, 1), 1_000_000));
        FrameCount free = _process.Machine.PageAllocator.FreeFrames;
        ByteCount tables = _process.Mm.PgtablesBytes;
        _process.Machine.PageAllocator.Failures.When(request => (request.Gfp & Gfp.Movable) != 0);
        Assert.Equal(FaultResult.Oom, Process.Write(vma, 0));
        ulong upper = (_process.Mm.PgtablesBytes - tables).Value >> PageShift;
        Assert.Equal(free.Value - upper, _process.Machine.PageAllocator.FreeFrames.Value);
        Assert.True(_process.PteOf(0).None);
    }

    [Fact]
    public void P10_a_mapping_with_nothing_behind_it_is_a_bad_access()
    {
        Vma vma = _process.Map(0, 1);
        vma.Ops = new Nothing();
        Assert.Equal(FaultResult.Sigbus, Process.Read(vma, 0));
    }

    private sealed class Nothing : IVmOperations
    {
    }
}
