using KernelMm.Cpus;
using KernelMm.Faults;
using KernelMm.Folios;
using KernelMm.Physical;
using KernelMm.Tests.Faults;

namespace KernelMm.Tests.Folios;

public sealed class Zeroed_movable_folios : IDisposable
{
    private static readonly MachineOptions TwoNodes = new() { Memory = new ByteCount(4096 * PageSize.Value), Nodes = 2, ZeroPolicy = ZeroPolicy.PoisonOnFree };

    private readonly Process _process = new(TwoNodes);

    public void Dispose() => _process.Dispose();

    [Fact]
    public void H1_are_zero_also_where_the_frame_was_dirty_before()
    {
        Vma vma = _process.Map(0, 16);
        Cpu cpu = _process.Cpu(0);
        for (ulong page = 0; page < 16; page++)
        {
            Assert.True(cpu.Load(Process.Page(page), out ulong read) && read == 0);
            Assert.True(cpu.Store(Process.Page(page), ~page));
        }

        Zap.Zapping.ZapPageRangeSingle(vma, vma.Start, vma.Size);
        for (ulong page = 0; page < 16; page++)
        {
            Assert.Equal(FaultResult.None, Process.Write(vma, page));
            Assert.True(cpu.Load(Process.Page(page), out ulong value));
            Assert.Equal(0UL, value);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void H2_come_from_the_node_that_the_policy_binds_to(int node)
    {
        Vma vma = _process.Map(0, 1);
        vma.Policy = node;
        Folio folio = FolioAllocation.VmaAllocZeroedMovableFolio(vma, vma.Start);
        Assert.Equal(node, _process.Machine.PageAllocator.NodeOf(folio.Pfn));
        folio.Put();
    }

    [Fact]
    public void H2_are_not_had_from_another_node_when_that_one_is_full()
    {
        Vma vma = _process.Map(0, 1);
        vma.Policy = 1;
        while (_process.Machine.PageAllocator.AllocPages(Gfp.Atomic | Gfp.ThisNode, node: 1) is not null)
        {
        }

        Assert.True(FolioAllocation.VmaAllocZeroedMovableFolio(vma, vma.Start).IsNull);
        Assert.False(FolioAllocation.VmaAllocFolio(_process.Map(1, 1), vma.Start, Gfp.HighuserMovable).IsNull);
    }

    [Fact]
    public void H3_that_are_not_had_end_the_fault_with_no_trace_of_it()
    {
        Vma vma = _process.Map(0, 2);
        Assert.Equal(FaultResult.None, Process.Write(vma, 1));
        FrameCount free = _process.Machine.PageAllocator.FreeFrames;
        _process.Machine.PageAllocator.Failures.When(request => (request.Gfp & Gfp.Movable) != 0);
        Assert.Equal(FaultResult.Oom, Process.Write(vma, 0));
        Assert.True(_process.PteOf(0).None);
        Assert.Equal(free, _process.Machine.PageAllocator.FreeFrames);
        Assert.Equal(1, _process.Mm.Rss(RssCounter.Anon));
    }

    [Fact]
    public void H4_are_freed_where_they_cannot_be_charged()
    {
        MemCgroup group = new(_process.Machine, new FrameCount(1));
        Mm mm = KernelMm.Mm.Alloc(_process.Machine, new MmLimits { Memcg = group })!.Value;
        Vma vma = _process.Map(0, 2, mm: mm);
        Assert.Equal(FaultResult.None, Process.Write(vma, 0));
        FrameCount free = _process.Machine.PageAllocator.FreeFrames;
        Assert.Equal(FaultResult.Oom, Process.Write(vma, 1));
        Assert.Equal(free, _process.Machine.PageAllocator.FreeFrames);
        Assert.Equal(new FrameCount(1), group.Usage);
        Process.Empty(mm);
        Assert.Equal(new FrameCount(0), group.Usage);
    }

    [Fact]
    public void H5_are_zero_before_an_entry_says_where_they_are()
    {
        Vma vma = _process.Map(0, 2);
        Assert.Equal(FaultResult.None, Process.Write(vma, 0));
        PtePtr pte = PteOffsetMapLock(_process.Mm, Pgalloc.PmdLookup.Find(_process.Mm, vma.Start), Process.Page(1), out SpinlockPtr ptl);
        if (!pte)
        {
            throw new InvalidOperationException("No page table.");
        }

        // The fault has its folio when it waits for the table.
        Background fault = Threads.Start(() => Assert.Equal(FaultResult.None, Process.Write(vma, 1)));
        uint[] found = [];
        Threads.Until(() => (found = Unmapped()).Length == 1);
        Assert.True(PtepGet(_process.Mm, pte).None);
        AssertZero(found[0]);
        PteUnmapUnlock(_process.Mm, pte, ptl);
        fault.Join();
        Assert.Equal(found[0], _process.PteOf(1).Pfn.Value);
    }

    [Fact]
    public void H6_take_the_place_of_the_zero_page_without_a_copy()
    {
        Vma vma = _process.Map(0, 1);
        Assert.Equal(FaultResult.None, Process.Read(vma, 0));
        Assert.True(NormalPages.IsZeroPfn(_process.PteOf(0).Pfn));
        Assert.Equal(FaultResult.None, Process.Write(vma, 0));
        Assert.False(NormalPages.IsZeroPfn(_process.PteOf(0).Pfn));
        Assert.Equal(0UL, _process.Machine.Count(Counter.CowCopies));
    }

    [Fact]
    public void Come_with_one_reference_unmapped_on_no_list_and_unlocked()
    {
        Folio folio = FolioAllocation.VmaAllocZeroedMovableFolio(_process.Map(0, 1), Process.Address);
        Assert.Equal((1, 0), (folio.RefCount, folio.MapCount));
        Assert.False(folio.IsLru || folio.IsUptodate || _process.Machine.FolioLock.IsLocked(folio.Frame));
        folio.Put();
    }

    // Folios with all that they need but an entry.
    private uint[] Unmapped() =>
    [
        .. Enumerable.Range(1, (int)_process.Machine.Arena.Frames.Value - 1).Select(frame => (uint)frame).Where(frame =>
        {
            ref FrameInfo info = ref _process.Machine.Frames[frame];
            const FrameFlags Ready = FrameFlags.Allocated | FrameFlags.Head | FrameFlags.Uptodate;
            return ((FrameFlags)KernelMm.Locking.Atomic.Read(ref info.Flags) & Ready) == Ready && KernelMm.Locking.Atomic.Read(ref info.MapCount) < 0;
        }),
    ];

    private unsafe void AssertZero(uint frame)
    {
        Span<byte> bytes = new(_process.Machine.Arena.Memory.TableAt(new PhysicalAddress((ulong)frame << PageShift), PageSize), (int)PageSize.Value);
        Assert.Equal(-1, bytes.IndexOfAnyExcept((byte)0));
    }
}
