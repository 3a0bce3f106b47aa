using KernelMm.Cpus;
using KernelMm.Faults;
using KernelMm.Folios;
using KernelMm.Physical;

namespace KernelMm.Tests.Faults;

public sealed class Unsharing : IDisposable
{
    private const VmaFlags SharedRead = VmaFlags.Read | VmaFlags.Shared | VmaFlags.MayRead | VmaFlags.MayShare | VmaFlags.MayWrite;

    private readonly Process _process = new();

    public void Dispose() => _process.Dispose();

    [Fact]
    public void M1_together_with_a_write_is_refused() =>
        Assert.Equal(FaultResult.Sigsegv, Process.Fault(_process.Map(0, 1), Process.Address, FaultFlags.Unshare | FaultFlags.Write));

    [Fact]
    public void M2_of_a_shared_mapping_is_a_read()
    {
        Vma vma = _process.Map(0, 1, SharedRead | VmaFlags.Write);
        Assert.Equal(FaultResult.None, Process.Fault(vma, Process.Address, FaultFlags.Unshare));
        Folio folio = _process.FolioOf(0);
        Assert.Equal(FaultResult.None, Process.Fault(vma, Process.Address, FaultFlags.Unshare));
        Assert.Equal(folio, _process.FolioOf(0));
        Assert.False(folio.IsAnon);
        Assert.Equal((1L, 0L), (_process.Mm.Rss(RssCounter.Shmem), _process.Mm.Rss(RssCounter.Anon)));
    }

    [Fact]
    public void M3_a_write_is_refused_where_it_can_never_be_allowed_and_copies_where_it_is_forced()
    {
        Assert.Equal(FaultResult.Sigsegv, Process.Write(_process.Map(0, 1, VmaFlags.Read | VmaFlags.MayRead), 0));
        Assert.Equal(FaultResult.Sigsegv, Process.Write(_process.Map(1, 1, SharedRead), 1));
        Vma readOnly = _process.Map(2, 1, Process.ReadWrite & ~VmaFlags.Write);
        Assert.Equal(FaultResult.None, Process.Read(readOnly, 2));
        Assert.Equal(FaultResult.None, Process.Write(readOnly, 2));
        Assert.False(_process.PteOf(2).Write);
        Assert.True(_process.FolioOf(2).IsAnonExclusive);
    }

    [Fact]
    public void M4_of_the_zero_page_makes_a_page_of_its_own_that_is_read_only()
    {
        Vma vma = _process.Map(0, 1);
        Assert.Equal(FaultResult.None, Process.Read(vma, 0));
        Assert.Equal(FaultResult.None, Process.Fault(vma, Process.Address, FaultFlags.Unshare));
        Assert.False(_process.PteOf(0).Write);
        Assert.True(_process.FolioOf(0).IsAnonExclusive);
        Assert.Equal(1, _process.Mm.Rss(RssCounter.Anon));
        Assert.True(_process.Cpu(0).Load(Process.Address, out ulong value));
        Assert.Equal(0UL, value);
    }

    [Fact]
    public void M7_of_a_page_that_is_its_own_changes_nothing()
    {
        Vma vma = _process.Map(0, 1);
        Assert.Equal(FaultResult.None, Process.Write(vma, 0));
        Pte entry = _process.PteOf(0);
        Assert.Equal(FaultResult.None, Process.Fault(vma, Process.Address, FaultFlags.Unshare));
        Assert.Equal(entry, _process.PteOf(0));
    }

    [Fact]
    public void M8_of_a_bare_frame_copies_what_is_in_it()
    {
        Vma vma = _process.Map(0, 1, Process.ReadWrite | VmaFlags.PfnMap);
        Folio device = new(_process.Machine, _process.Machine.PageAllocator.AllocPages(Gfp.Kernel)!.Value);
        _process.Machine.Arena.Bytes((uint)device.Pfn.Value, 0).Fill(0x5a);
        Assert.Equal(FaultResult.None, Process.Read(_process.Map(1, 1), 1));
        SetEntry(PfnPte(device.Pfn, vma.PageProt).MkSpecial());
        Assert.Equal(FaultResult.None, Process.Fault(vma, Process.Address, FaultFlags.Unshare));
        Assert.NotEqual(device.Pfn, _process.PteOf(0).Pfn);
        Assert.True(_process.Cpu(0).Load(Process.Address, out ulong value));
        Assert.Equal(0x5a5a_5a5a_5a5a_5a5aUL, value);
    }

    [Fact]
    public void M10_a_pin_taken_after_it_sees_what_the_process_writes()
    {
        Vma vma = _process.Map(0, 1);
        Assert.Equal(FaultResult.None, Process.Read(vma, 0));
        Assert.Equal(FaultResult.None, Process.Fault(vma, Process.Address, FaultFlags.Unshare));
        Folio pinned = _process.FolioOf(0);
        FolioPins.Pin(pinned, _process.Mm);
        Assert.True(_process.Cpu(0).Store(Process.Address, 7));
        Assert.Equal(pinned, _process.FolioOf(0));
        Assert.Equal(7, _process.Machine.Arena.Bytes((uint)pinned.Pfn.Value, 0)[0]);
        FolioPins.Unpin(pinned);
    }

    private void SetEntry(Pte entry)
    {
        PtePtr pte = PteOffsetMapLock(_process.Mm, Pgalloc.PmdLookup.Find(_process.Mm, Process.Address), Process.Address, out SpinlockPtr ptl);
        Assert.False(pte.IsNull);
        if (pte)
        {
            SetPte(_process.Mm, pte, entry);
            PteUnmapUnlock(_process.Mm, pte, ptl);
        }
    }
}
