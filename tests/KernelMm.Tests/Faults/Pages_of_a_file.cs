using KernelMm.Faults;
using KernelMm.Folios;
using KernelMm.Physical;

namespace KernelMm.Tests.Faults;

/// <summary>What faults owe to what is behind a mapping; M and P and a number are the reference's tests.</summary>
public sealed class Pages_of_a_file : IDisposable
{
    private const VmaFlags Shared = Process.ReadWrite | VmaFlags.Shared | VmaFlags.MayShare;

    private readonly Process _process = new();

    private Mm Mm => _process.Mm;

    public void Dispose() => _process.Dispose();

    [Fact]
    public void M5_unsharing_one_in_a_private_mapping_copies_it_and_counts_it_as_anonymous()
    {
        PagesOfAFile file = new(_process, 1);
        Vma vma = file.Map();
        Assert.Equal(FaultResult.None, Process.Read(vma, 0));
        Assert.Equal((1L, 0L, file.PageOf(0)), (Mm.Rss(RssCounter.File), Mm.Rss(RssCounter.Anon), _process.FolioOf(0)));

        Assert.Equal(FaultResult.None, Process.Fault(vma, Process.Address, FaultFlags.Unshare));
        Folio copy = _process.FolioOf(0);
        Assert.Equal((0L, 1L), (Mm.Rss(RssCounter.File), Mm.Rss(RssCounter.Anon)));
        Assert.True(copy != file.PageOf(0) && copy.IsAnonExclusive && !_process.PteOf(0).Write);
        Assert.Equal((0, 1), (file.PageOf(0).MapCount, _process.Machine.Arena.Bytes((uint)copy.Pfn.Value, 0)[0]));
    }

    [Theory]
    [InlineData(FaultFlags.None)]
    [InlineData(FaultFlags.Write)]
    public void P6_a_fault_that_finds_a_huge_page_come_up_meanwhile_leaves_it_and_leaks_nothing(FaultFlags access)
    {
        PagesOfAFile file = new(_process, 1);
        Vma vma = file.Map();
        Assert.Equal(FaultResult.None, WithTheUpperTables(vma, file));
        FrameCount free = _process.Machine.PageAllocator.FreeFrames;
        file.Instead = (ref vmf) =>
        {
            SetPmd(Mm, vmf.Pmd, Huge);
            return file.Find(ref vmf);
        };

        Assert.Equal(FaultResult.NoPage, Process.Fault(vma, Process.Address, access));
        Assert.Equal(Huge, PmdpGet(Mm, PmdOf(vma)));
        _process.Machine.Lru.LruAddDrainAll();
        Assert.Equal((1, 0), (file.PageOf(0).RefCount, file.PageOf(0).MapCount));
        Assert.Equal(free.Value - 1, _process.Machine.PageAllocator.FreeFrames.Value);
        PmdClear(Mm, PmdOf(vma));
    }

    [Theory]
    [InlineData(FaultFlags.None)]
    [InlineData(FaultFlags.Write)]
    public void P6_so_does_an_anonymous_fault_whose_table_comes_too_late(FaultFlags access)
    {
        Vma vma = _process.Map(0, 1);
        Assert.Equal(FaultResult.None, Process.Write(vma, 0));
        PmdPtr pmd = PmdOf(vma);
        Zap.Zapping.ZapPageRangeSingle(vma, vma.Start, vma.Size);
        PhysicalAddress table = PmdpGet(Mm, pmd).TableAddress;
        PmdClear(Mm, pmd);
        FrameCount free = _process.Machine.PageAllocator.FreeFrames;
        _process.Machine.PageAllocator.Failures.When(request =>
        {
            if (request.Cache is null && (request.Gfp & Gfp.Movable) == 0)
            {
                SetPmd(Mm, pmd, Huge);
            }

            return false;
        });

        Assert.Equal(FaultResult.None, Process.Fault(vma, Process.Address, access));
        Assert.Equal((Huge, free), (PmdpGet(Mm, pmd), _process.Machine.PageAllocator.FreeFrames));
        PmdPopulate(Mm, pmd, table);
    }

    [Fact]
    public void P7_a_table_that_is_gone_for_a_moment_is_for_the_CPU_to_come_back_to()
    {
        Vma vma = _process.Map(0, 2);
        Assert.Equal(FaultResult.None, Process.Write(vma, 1));
        PmdPtr pmd = PmdOf(vma);
        Pmd table = PmdpGet(Mm, pmd);
        FrameCount free = _process.Machine.PageAllocator.FreeFrames;
        _process.Machine.PageAllocator.Failures.When(request =>
        {
            if ((request.Gfp & Gfp.Movable) != 0)
            {
                PmdClear(Mm, pmd);
            }

            return false;
        });
        Assert.Equal(FaultResult.None, Process.Write(vma, 0));
        Assert.Equal((true, free), (PmdpGet(Mm, pmd).None, _process.Machine.PageAllocator.FreeFrames));

        _process.Machine.PageAllocator.Failures.Never();
        SetPmd(Mm, pmd, table);
        Assert.Equal(FaultResult.None, Process.Write(vma, 0));
        Assert.True(_process.PteOf(0).Write);
    }

    [Theory]
    [InlineData(Process.ReadWrite, FaultFlags.None)]
    [InlineData(Process.ReadWrite, FaultFlags.Write)]
    [InlineData(Shared, FaultFlags.Write)]
    public void P8_nothing_is_allocated_for_a_fault_while_its_page_is_locked(VmaFlags flags, FaultFlags access)
    {
        PagesOfAFile file = new(_process, 1);
        Vma vma = file.Map(flags);
        List<int> locked = [];
        _process.Machine.PageAllocator.Failures.When(_ =>
        {
            locked.Add(_process.Machine.Tasks.Current.FoliosLocked);
            return false;
        });
        Assert.Equal(FaultResult.None, Process.Fault(vma, Process.Address, access));
        Assert.True(locked.Count >= 2, "Neither a table nor a page was allocated.");
        Assert.All(locked, folios => Assert.Equal(0, folios));
    }

    [Fact]
    public void P9_a_copy_that_comes_too_late_is_uncharged_and_freed()
    {
        MemCgroup group = new(_process.Machine);
        Mm mm = Mm.Alloc(_process.Machine, new MmLimits { Memcg = group })!.Value;
        PagesOfAFile file = new(_process, 1);
        Vma vma = file.Map(mm: mm);
        file.Instead = (ref vmf) =>
        {
            // Somebody else's read comes first.
            file.Instead = null;
            Assert.Equal(FaultResult.None, FaultHandling.HandleMmFault(vmf.Vma, vmf.Address, FaultFlags.None));
            return file.Find(ref vmf);
        };
        Assert.Equal(FaultResult.NoPage, Process.Write(vma, 0));
        Assert.Equal((file.PageOf(0), 0L), (_process.FolioOf(0, mm), mm.Rss(RssCounter.Anon)));
        Assert.Equal(new FrameCount(0), group.Usage);

        Assert.Equal(FaultResult.None, Process.Write(vma, 0));
        Assert.Equal((new FrameCount(1), 1L), (group.Usage, mm.Rss(RssCounter.Anon)));
    }

    private static Pmd Huge => PfnPmd(new Pfn(0), Prots.Shared).MkHuge();

    private PmdPtr PmdOf(Vma vma) => Pgalloc.PmdLookup.Find(Mm, vma.Start);

    // A fault that ends before there is a page, and so before there is a table for it.
    private static FaultResult WithTheUpperTables(Vma vma, PagesOfAFile file)
    {
        file.Instead = (ref vmf) => FaultResult.NoPage;
        return Process.Read(vma, 0) & ~FaultResult.NoPage;
    }
}
