using KernelMm.Faults;
using KernelMm.Folios;
using KernelMm.Physical;
using KernelMm.Tests.Faults;

namespace KernelMm.Tests.Folios;

public sealed class Normal_pages : IDisposable
{
    private readonly Process _process = new();

    public void Dispose() => _process.Dispose();

    [Fact]
    public void J1_the_zero_page_is_none()
    {
        Vma vma = _process.Map(0, 1);
        Assert.Equal(FaultResult.None, Process.Read(vma, 0));
        Assert.True(NormalPages.VmNormalFolio(vma, vma.Start, _process.PteOf(0)).IsNull);
        Assert.Empty(_process.Machine.BadEntries);
    }

    [Theory]
    [InlineData(VmaFlags.PfnMap)]
    [InlineData(VmaFlags.MixedMap)]
    public void J2_J4_a_copy_in_a_mapping_of_bare_frames_is_one_and_a_bare_frame_is_none(VmaFlags kind)
    {
        Vma vma = _process.Map(0, 1, Process.ReadWrite | kind);
        Folio folio = NewFolio();
        Assert.Equal(folio, NormalPages.VmNormalFolio(vma, vma.Start, PfnPte(folio.Pfn, vma.PageProt)));
        Assert.True(NormalPages.VmNormalFolio(vma, vma.Start, PfnPte(folio.Pfn, vma.PageProt).MkSpecial()).IsNull);
        Assert.Empty(_process.Machine.BadEntries);
    }

    [Fact]
    public void J3_an_entry_in_the_middle_of_a_large_folio_gives_the_folio()
    {
        Vma vma = _process.Map(0, 1);
        Folio large = new(_process.Machine, _process.Machine.PageAllocator.AllocPages(Gfp.Kernel, order: 4)!.Value);
        Pfn middle = large.Pfn + new FrameCount(7);
        Assert.Equal(large, NormalPages.VmNormalFolio(vma, vma.Start, PfnPte(middle, vma.PageProt)));
    }

    [Fact]
    public void J9_a_frame_that_is_none_and_a_special_one_that_is_an_ordinary_frame_are_reported()
    {
        Vma vma = _process.Map(0, 1);
        Pte beyond = PfnPte(new Pfn(1 << 20), vma.PageProt);
        Pte special = PfnPte(NewFolio().Pfn, vma.PageProt).MkSpecial();
        Assert.True(NormalPages.VmNormalFolio(vma, vma.Start, beyond).IsNull);
        Assert.True(NormalPages.VmNormalFolio(vma, vma.Start, special).IsNull);
        Assert.Equal([beyond.Value, special.Value], _process.Machine.BadEntries.Select(report => report.Entry));
    }

    private Folio NewFolio() => new(_process.Machine, _process.Machine.PageAllocator.AllocPages(Gfp.Kernel)!.Value);
}
