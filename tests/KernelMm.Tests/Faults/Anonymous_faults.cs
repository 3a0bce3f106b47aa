using KernelMm.Cpus;
using KernelMm.Faults;
using KernelMm.Folios;
using KernelMm.Physical;

namespace KernelMm.Tests.Faults;

public sealed class Anonymous_faults : IDisposable
{
    private readonly Process _process = new();

    public void Dispose() => _process.Dispose();

    [Fact]
    public void A_write_maps_a_page_of_its_own()
    {
        Vma vma = _process.Map(0, 1);
        Assert.Equal(FaultResult.None, Process.Write(vma, 0));
        Pte entry = _process.PteOf(0);
        Folio folio = _process.FolioOf(0);
        Assert.True(entry.Write && entry.Dirty && entry.Young);
        Assert.True(folio.IsAnon && folio.IsAnonExclusive && folio.IsSwapBacked && folio.IsUptodate);
        Assert.Equal((1, Pgoff.Of(vma.Start)), (folio.MapCount, folio.Index));
        Assert.Same(vma.AnonVma, folio.AnonVma);
        Assert.Equal(1, _process.Mm.Rss(RssCounter.Anon));
    }

    [Fact]
    public void A_read_maps_the_zero_page_which_is_not_counted()
    {
        Vma vma = _process.Map(0, 1);
        Assert.Equal(FaultResult.None, Process.Read(vma, 0));
        Pte entry = _process.PteOf(0);
        Assert.True(entry.Special && !entry.Write && NormalPages.IsZeroPfn(entry.Pfn));
        Assert.Equal((0L, null), (_process.Mm.Rss(RssCounter.Anon), vma.AnonVma));
    }

    [Fact]
    public void CPUs_see_what_they_wrote()
    {
        _process.Map(0, 200);
        Cpu cpu = _process.Cpu(0);
        for (ulong page = 0; page < 200; page++)
        {
            Assert.True(cpu.Store(Process.Page(page), page + 1));
        }

        for (ulong page = 0; page < 200; page++)
        {
            Assert.True(cpu.Load(Process.Page(page), out ulong value));
            Assert.Equal(page + 1, value);
        }

        Assert.Equal(200, _process.Mm.Rss(RssCounter.Anon));
    }

    [Fact]
    public void An_access_that_the_mapping_forbids_ends_the_instruction()
    {
        _process.Map(0, 1, Process.ReadWrite & ~VmaFlags.Write);
        Assert.False(_process.Cpu(0).Store(Process.Address, 1));
        Assert.Equal(FaultResult.Sigsegv, _process.LastError);
    }

    [Fact]
    public void P2_the_first_page_of_a_table_allocates_one_and_the_next_none()
    {
        Vma vma = _process.Map(0, 2);
        ByteCount before = _process.Mm.PgtablesBytes;
        Assert.Equal(FaultResult.None, Process.Write(vma, 0));
        ByteCount first = _process.Mm.PgtablesBytes;
        Assert.Equal(FaultResult.None, Process.Write(vma, 1));
        Assert.True(first > before);
        Assert.Equal(first, _process.Mm.PgtablesBytes);
    }

    [Fact]
    public void P3_two_that_fault_one_table_in_leave_one()
    {
        for (int round = 0; round < 200; round++)
        {
            using Process process = new();
            Vma vma = process.Map(0, 2);
            Threads.Run(2, thread => Assert.Equal(FaultResult.None, Process.Write(vma, (ulong)thread)));
            ulong tables = process.Mm.PgtablesBytes.Value >> PageShift;
            Assert.Equal(Levels, tables);
            Assert.Equal(2, process.Mm.Rss(RssCounter.Anon));
        }
    }

    [Fact]
    public void P7_a_table_that_cannot_be_had_ends_the_fault()
    {
        Vma vma = _process.Map(0, 1);
        _process.Machine.PageAllocator.Failures.When(request => (request.Gfp & Gfp.Movable) == 0);
        Assert.Equal(FaultResult.Oom, Process.Write(vma, 0));
        Assert.Equal(FaultResult.Oom, Process.Read(vma, 0));
    }

    [Fact]
    public void Of_two_that_fault_one_page_in_one_wins()
    {
        for (int round = 0; round < 200; round++)
        {
            using Process process = new();
            Vma vma = process.Map(0, 1);
            Threads.Run(2, _ => Assert.Equal(FaultResult.None, Process.Write(vma, 0)));
            Assert.Equal(1, process.Mm.Rss(RssCounter.Anon));
            Assert.Equal(1, process.FolioOf(0).MapCount);
        }
    }

    [Fact]
    public void An_address_space_that_lost_pages_gets_no_new_ones()
    {
        Vma vma = _process.Map(0, 1);
        _process.Mm.Struct.SetFlags(MmFlags.Unstable);
        Assert.Equal(FaultResult.Sigbus, Process.Write(vma, 0));
        Assert.Equal(FaultResult.Sigbus, Process.Read(vma, 0));
        Assert.True(_process.PteOf(0).None);
    }

    [Fact]
    public void All_memory_comes_back()
    {
        FrameCount free = _process.Machine.PageAllocator.FreeFrames;
        Vma low = _process.Map(0, 600);
        Vma high = _process.Map(2_000_000, 3);
        for (ulong page = 0; page < 600; page += 7)
        {
            Assert.Equal(FaultResult.None, page % 2 == 0 ? Process.Write(low, page) : Process.Read(low, page));
        }

        Assert.Equal(FaultResult.None, Process.Write(high, 2_000_001));
        Process.Empty(_process.Mm);
        Assert.Equal(free, _process.Machine.PageAllocator.FreeFrames);
        Assert.Equal((0L, default(ByteCount)), (_process.Mm.Rss(RssCounter.Anon), _process.Mm.PgtablesBytes));
        Assert.Equal(new FrameCount(0), _process.Machine.Lru.Pages(LruList.InactiveAnon));
    }

    // How many levels below the top one have tables here.
    private static ulong Levels => 1UL + (PtrsPerPmd > 1 ? 1UL : 0) + (PtrsPerPud > 1 ? 1UL : 0) + (PtrsPerP4d > 1 ? 1UL : 0);
}
