using KernelMm.Cpus;
using KernelMm.Faults;
using KernelMm.Folios;
using KernelMm.Mprotect;
using KernelMm.Rmap;
using KernelMm.Tests.Faults;
using KernelMm.Zap;

namespace KernelMm.Tests.Zaps;

/// <summary>R and a number are the reference's tests.</summary>
public sealed class What_is_taken_out : IDisposable
{
    private const VmaFlags Shared = Process.ReadWrite | VmaFlags.Shared | VmaFlags.MayShare;

    private readonly Process _process = new();

    public void Dispose() => _process.Dispose();

    [Fact]
    public void R9_1_while_others_fault_it_in_again_is_there_whole_or_not_at_all()
    {
        const ulong Pages = 8;
        Vma vma = _process.Map(0, Pages);
        Threads.Beside(
            () =>
            {
                for (int round = 0; round < 500; round++)
                {
                    _process.Mm.MmapLock.MmapReadLock();
                    Zapping.ZapPageRangeSingle(vma, vma.Start, vma.Size);
                    _process.Mm.MmapLock.MmapReadUnlock();
                }
            },
            () => Touch(1, Pages),
            () => Touch(2, Pages));

        Pte[] present = [.. Enumerable.Range(0, (int)Pages).Select(page => _process.PteOf((ulong)page)).Where(entry => entry.Present)];
        Assert.Equal(present.Length, _process.Mm.Rss(RssCounter.Anon));
        Assert.All(present, entry => Assert.Equal(1, Folio.Of(_process.Machine, entry.Pfn).MapCount));
    }

    [Fact]
    public void R9_2_is_no_longer_counted_as_resident_whatever_it_was()
    {
        Vma own = _process.Map(0, 4);
        Vma shared = _process.Map(10, 2, Shared);
        Vma bare = _process.Map(20, 1, Process.ReadWrite | VmaFlags.PfnMap);
        Assert.Equal(FaultResult.None, Process.Write(own, 0));
        Assert.Equal(FaultResult.None, Process.Write(own, 1));
        Assert.Equal(FaultResult.None, Process.Read(own, 2));
        Hint(own, page: 1);
        Assert.Equal(FaultResult.None, Process.Write(shared, 10));
        Assert.Equal(FaultResult.None, Process.Read(shared, 11));
        Set(bare, PfnPte(_process.Machine.PageAllocator.AllocPages(KernelMm.Physical.Gfp.Kernel)!.Value.Pfn, bare.PageProt).MkSpecial());
        Assert.Equal((2L, 2L), (_process.Mm.Rss(RssCounter.Anon), _process.Mm.Rss(RssCounter.Shmem)));

        Drop(own, 1, 2);
        Assert.Equal((1L, 2L), (_process.Mm.Rss(RssCounter.Anon), _process.Mm.Rss(RssCounter.Shmem)));
        Drop(shared, 10, 1);
        Drop(bare, 20, 1);
        Assert.Equal((1L, 1L), (_process.Mm.Rss(RssCounter.Anon), _process.Mm.Rss(RssCounter.Shmem)));
        Assert.All([1UL, 2UL, 10UL, 20UL], page => Assert.True(_process.PteOf(page).None));
        Drop(own, 0, 4);
        Drop(shared, 10, 2);
        Assert.Equal((0L, 0L), (_process.Mm.Rss(RssCounter.Anon), _process.Mm.Rss(RssCounter.Shmem)));
    }

    [Fact]
    public void R9_3_with_the_copies_that_a_private_mapping_made_spared_leaves_those()
    {
        Vma shared = _process.Map(0, 4, Shared);
        Vma own = PrivateOf(shared);
        Assert.Equal(FaultResult.None, Process.Write(shared, 0));
        Assert.Equal(FaultResult.None, Process.Read(own, 10));
        Assert.True(_process.Cpu(0).Store(Process.Page(11), 7));
        Assert.Equal((true, false), (_process.FolioOf(11).IsAnon, _process.FolioOf(10).IsAnon));

        MappingUnmapping.UnmapMappingRange(shared.Mapping!, default, new FrameCount(4), new ZapDetails(KeepCows: true));
        Assert.True(_process.PteOf(0).None && _process.PteOf(10).None && _process.PteOf(11).Present);
        Assert.True(_process.Cpu(0).Load(Process.Page(11), out ulong value));
        Assert.Equal((7UL, 1L, 0L), (value, _process.Mm.Rss(RssCounter.Anon), _process.Mm.Rss(RssCounter.Shmem)));

        MappingUnmapping.UnmapMappingRange(shared.Mapping!, default, new FrameCount(4), default);
        Assert.True(_process.PteOf(11).None);
    }

    private static void Drop(Vma vma, ulong page, ulong pages) =>
        Zapping.ZapPageRangeSingle(vma, Process.Page(page), new ByteCount(pages << PageShift));

    // A mapping of the same memory, at page 10, whose writes are its own; files will be mapped like this.
    private Vma PrivateOf(Vma shared)
    {
        Vma own = _process.Map(10, 4);
        own.Mapping = shared.Mapping;
        own.Ops = shared.Ops;
        own.Pgoff = shared.Pgoff;
        own.Ops!.Open(own);
        FileLinks.VmaLinkFile(own);
        return own;
    }

    private static void Hint(Vma vma, ulong page)
    {
        vma.Mm.MmapLock.MmapWriteLock();
        KernelMm.MmuGather tlb = KernelMm.MmuGather.TlbGatherMmu(vma.Mm);
        ProtectionChange.ChangeProtection(ref tlb, vma, Process.Page(page), Process.Page(page + 1), vma.PageProt, MmCpFlags.ProtNuma);
        tlb.TlbFinishMmu();
        vma.Mm.MmapLock.MmapWriteUnlock();
    }

    private void Set(Vma vma, Pte entry)
    {
        PtePtr pte = PteAllocMapLock(vma.Mm, Pgalloc.PmdLookup.Find(_process.Mm, vma.Start), vma.Start, out SpinlockPtr ptl);
        if (!pte)
        {
            throw new InvalidOperationException("No page table.");
        }

        SetPte(vma.Mm, pte, entry);
        PteUnmapUnlock(vma.Mm, pte, ptl);
    }

    private void Touch(int number, ulong pages)
    {
        Cpu cpu = _process.Cpu(number);
        for (ulong page = 0; page < pages; page++)
        {
            Assert.True(cpu.Store(Process.Page(page), page));
        }
    }
}
