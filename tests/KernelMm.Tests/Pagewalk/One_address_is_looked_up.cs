using KernelMm.Folios;
using KernelMm.Pagewalk;
using KernelMm.Tests.Mmap;

namespace KernelMm.Tests.Pagewalk;

public sealed class One_address_is_looked_up : IDisposable
{
    private readonly Userland _user = new();

    public void Dispose() => _user.Dispose();

    [Fact]
    public void A_page_is_found_and_its_table_locked()
    {
        Vma vma = _user.Map(0, 2);
        _user.Store(1, 7);
        _user.Mm.MmapLock.MmapReadLock();
        PtePtr pte = FolioWalk.FolioWalkStart(vma, Userland.Page(1), FolioWalkFlags.None, out Folio folio, out SpinlockPtr ptl);
        Assert.False(pte.IsNull);
        Assert.Equal((PtepGet(_user.Mm, pte).Pfn, 1), (folio.Pfn, folio.MapCount));
        Assert.True(_user.Machine.Spinlocks.IsHeld(ptl));
        FolioWalk.FolioWalkEnd(vma, pte, ptl);
        Assert.False(_user.Machine.Spinlocks.IsHeld(ptl));
        _user.Mm.MmapLock.MmapReadUnlock();
    }

    [Fact]
    public void The_zero_page_is_found_by_who_asks_for_it_and_nothing_is_nothing()
    {
        Vma vma = _user.Map(0, 2);
        _user.Mm.MmapLock.MmapReadLock();
        Assert.True(FolioWalk.FolioWalkStart(vma, Userland.Page(0), FolioWalkFlags.ZeroPage, out _, out _).IsNull);
        _user.Mm.MmapLock.MmapReadUnlock();

        _user.Load(0);
        _user.Mm.MmapLock.MmapReadLock();
        Assert.True(FolioWalk.FolioWalkStart(vma, Userland.Page(0), FolioWalkFlags.None, out Folio folio, out SpinlockPtr ptl).IsNull);
        Assert.True(folio.IsNull && ptl.IsNull);
        Assert.True(FolioWalk.FolioWalkStart(vma, Userland.Page(1), FolioWalkFlags.ZeroPage, out _, out _).IsNull);

        PtePtr pte = FolioWalk.FolioWalkStart(vma, Userland.Page(0), FolioWalkFlags.ZeroPage, out folio, out ptl);
        Assert.True(!pte.IsNull && folio.IsNull);
        FolioWalk.FolioWalkEnd(vma, pte, ptl);
        _user.Mm.MmapLock.MmapReadUnlock();
    }

    [Fact]
    public void Without_the_lock_of_the_address_space_it_is_an_oops()
    {
        Vma vma = _user.Map(0, 1);
        Assert.Throws<Oops>(() => FolioWalk.FolioWalkStart(vma, Userland.Page(0), FolioWalkFlags.None, out _, out _));
    }
}
