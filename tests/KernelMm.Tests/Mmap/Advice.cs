using KernelMm.Cpus;
using KernelMm.Folios;
using KernelMm.Mmap;

namespace KernelMm.Tests.Mmap;

/// <summary>madvise: what is refused, and what becomes of the pages; R and a number are the reference's tests.</summary>
public sealed class Advice : IDisposable
{
    private readonly Userland _user = new();

    private LruLists Lru => _user.Machine.Lru;

    public void Dispose() => _user.Dispose();

    [Theory]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(77)]
    [InlineData(100)]
    [InlineData(101)]
    [InlineData(102)]
    [InlineData(-1)]
    public void That_6_12_does_not_know_is_refused(int advice)
    {
        _user.Map(0, 1);
        Assert.Equal(Errno.Inval, Advise(0, 1, (Madvice)advice));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void For_no_whole_pages_or_past_the_end_is_refused_and_for_nothing_is_taken(Madvice advice)
    {
        _user.Map(0, 1);
        Assert.Equal(Errno.Inval, _user.Mm.Madvise(Userland.Page(0) + new ByteCount(8), PageSize, advice));
        Assert.Equal(Errno.Inval, _user.Mm.Madvise(Userland.Page(0), new ByteCount(ulong.MaxValue), advice));
        Assert.Equal(Errno.Inval, _user.Mm.Madvise(Userland.Page(0), new ByteCount(0 - PageSize.Value), advice));
        Assert.Equal(Errno.None, _user.Mm.Madvise(Userland.Page(0), ByteCount.Zero, advice));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void For_a_hole_is_told_of(Madvice advice) => Assert.Equal(Errno.Nomem, Advise(0, 1, advice));

    [Fact]
    public void A_hole_is_told_of_when_the_rest_is_done()
    {
        _user.Map(0, 1);
        _user.Map(2, 1);
        _user.Store(0, 1);
        _user.Store(2, 1);
        Assert.Equal(Errno.Nomem, Advise(0, 3, Madvice.DontNeed));
        Assert.Equal((0UL, 0UL), (_user.Load(0), _user.Load(2)));
    }

    [Fact]
    public void What_was_done_before_something_is_refused_stays_done()
    {
        _user.Map(0, 1);
        _user.Map(1, 1, flags: MapFlags.Private | MapFlags.Locked);
        _user.Map(2, 1);
        _user.Store(0, 1);
        _user.Store(2, 1);
        Assert.Equal(Errno.Inval, Advise(0, 3, Madvice.DontNeed));
        Assert.Equal((0UL, 1UL), (_user.Load(0), _user.Load(2)));
    }

    [Theory]
    [InlineData(Madvice.DontNeed, Errno.Inval)]
    [InlineData(Madvice.DontNeedLocked, Errno.None)]
    [InlineData(Madvice.Free, Errno.Inval)]
    [InlineData(Madvice.Cold, Errno.Inval)]
    [InlineData(Madvice.PageOut, Errno.Inval)]
    [InlineData(Madvice.Remove, Errno.Inval)]
    [InlineData(Madvice.WillNeed, Errno.None)]
    [InlineData(Madvice.PopulateWrite, Errno.None)]
    public void R13_3_locked_memory_is_not_given_up_by_mistake(Madvice advice, Errno answer)
    {
        _user.Map(0, 1, flags: MapFlags.Private | MapFlags.Locked);
        Assert.Equal(answer, Advise(0, 1, advice));
    }

    [Theory]
    [InlineData(Madvice.Free, Errno.Inval)]
    [InlineData(Madvice.WipeOnFork, Errno.Inval)]
    [InlineData(Madvice.KeepOnFork, Errno.None)]
    [InlineData(Madvice.Mergeable, Errno.None)]
    [InlineData(Madvice.Remove, Errno.None)]
    [InlineData(Madvice.PageOut, Errno.None)]
    public void Of_shared_memory_some_makes_no_sense(Madvice advice, Errno answer)
    {
        _user.Map(0, 1, flags: MapFlags.Shared);
        Assert.Equal(answer, Advise(0, 1, advice));
    }

    [Theory]
    [InlineData(VmaFlags.PfnMap, Madvice.DontNeed, Errno.Inval)]
    [InlineData(VmaFlags.PfnMap, Madvice.DontNeedLocked, Errno.Inval)]
    [InlineData(VmaFlags.PfnMap, Madvice.Free, Errno.Inval)]
    [InlineData(VmaFlags.PfnMap, Madvice.Cold, Errno.Inval)]
    [InlineData(VmaFlags.PfnMap, Madvice.PageOut, Errno.Inval)]
    [InlineData(VmaFlags.PfnMap, Madvice.PopulateRead, Errno.Inval)]
    [InlineData(VmaFlags.PfnMap, Madvice.DoDump, Errno.Inval)]
    [InlineData(VmaFlags.Io, Madvice.DoFork, Errno.Inval)]
    [InlineData(VmaFlags.Io, Madvice.DontFork, Errno.None)]
    [InlineData(VmaFlags.DontExpand, Madvice.DoDump, Errno.Inval)]
    [InlineData(VmaFlags.None, Madvice.Remove, Errno.Inval)]
    [InlineData(VmaFlags.None, Madvice.Collapse, Errno.Inval)]
    public void Of_bare_frames_and_private_memory_some_makes_no_sense(VmaFlags flags, Madvice advice, Errno answer)
    {
        SetFlags(_user.Map(0, 1), flags);
        Assert.Equal(answer, Advise(0, 1, advice));
    }

    [Fact]
    public void To_remove_what_may_not_be_written_is_refused()
    {
        Vma vma = _user.Map(0, 1, flags: MapFlags.Shared);
        _user.Mm.MmapLock.MmapWriteLock();
        vma.VmFlagsClear(VmaFlags.MayWrite | VmaFlags.Write);
        _user.Mm.MmapLock.MmapWriteUnlock();
        Assert.Equal(Errno.Acces, Advise(0, 1, Madvice.Remove));
    }

    [Fact]
    public void To_populate_what_the_mapping_does_not_allow_is_refused()
    {
        _user.Map(0, 1, Prot.Read);
        Assert.Equal(Errno.Inval, Advise(0, 1, Madvice.PopulateWrite));
        Assert.Equal(Errno.None, Advise(0, 1, Madvice.PopulateRead));
        Assert.True(_user.PteOf(0).Present);
    }

    [Fact]
    public void Of_equal_and_of_huge_pages_is_a_flag_that_keeps_mappings_apart()
    {
        _user.Map(0, 3);
        Assert.Equal(Errno.None, Advise(1, 1, Madvice.Mergeable));
        Assert.Equal(3, _user.Mm.MapCount);
        Assert.Equal(Errno.None, Advise(1, 1, Madvice.Unmergeable));
        Assert.Equal(1, _user.Mm.MapCount);
        Assert.Equal(Errno.None, Advise(1, 1, Madvice.HugePage));
        Assert.Equal(Errno.None, Advise(2, 1, Madvice.NoHugePage));
        Assert.Equal(3, _user.Mm.MapCount);
        Assert.Equal(VmaFlags.NoHugePage, _user.Mm.Vmas[2].Flags & (VmaFlags.HugePage | VmaFlags.NoHugePage));
    }

    [Fact]
    public void R13_1_cold_memory_keeps_its_content_and_is_inactive_once_batches_are_drained()
    {
        Folio folio = Active(0);
        Assert.Equal(Errno.None, Advise(0, 1, Madvice.Cold));
        Assert.False(_user.PteOf(0).Young || folio.IsReferenced);
        Assert.True(folio.IsActive);
        Lru.LruAddDrainAll();
        Assert.False(folio.IsActive);
        Assert.Equal((folio, 1UL), (_user.FolioOf(0), _user.Load(0)));
    }

    [Fact]
    public void R13_2_cold_memory_that_others_map_too_is_left_alone()
    {
        Folio folio = Active(0);
        Assert.Equal(Errno.None, _user.Mm.Fork(out Mm child));
        Assert.Equal(Errno.None, Advise(0, 1, Madvice.Cold));
        Lru.LruAddDrainAll();
        Assert.True(folio.IsActive && _user.PteOf(0).Young);
        child.Put();
    }

    [Fact]
    public void R14_1_what_may_be_lost_is_there_until_it_is_reclaimed_which_is_earlier_than_other_memory()
    {
        _user.Map(0, 2);
        _user.Store(0, 7);
        _user.Store(1, 8);
        Lru.LruAddDrainAll();
        Assert.Equal(Errno.None, Advise(0, 1, Madvice.Free));
        Lru.LruAddDrainAll();
        Assert.False(_user.PteOf(0).Dirty || _user.FolioOf(0).IsSwapBacked);
        Assert.Equal((1UL, 1UL), (Lru.Pages(LruList.InactiveFile).Value, Lru.Pages(LruList.InactiveAnon).Value));
        Assert.Equal(7UL, _user.Load(0));
        Assert.Equal(1UL, _user.Machine.Count(Counter.PgLazyfree));
    }

    [Fact]
    public void R14_2_a_write_after_that_is_known_even_where_a_CPU_had_the_translation()
    {
        _user.Map(0, 1);
        _user.Store(0, 7);
        Lru.LruAddDrainAll();
        Assert.Equal(Errno.None, Advise(0, 1, Madvice.Free));
        _user.Store(0, 9);
        Assert.True(_user.PteOf(0).Dirty);
        Assert.Equal(9UL, _user.Load(0));
    }

    public static TheoryData<Madvice> All() => [.. Enum.GetValues<Madvice>()];

    private Folio Active(ulong page)
    {
        _user.Map(page, 1);
        _user.Store(page, 1);
        Lru.LruAddDrainAll();
        Lru.FolioActivate(_user.FolioOf(page));
        Lru.LruAddDrainAll();
        return _user.FolioOf(page);
    }

    private void SetFlags(Vma vma, VmaFlags flags)
    {
        _user.Mm.MmapLock.MmapWriteLock();
        vma.VmFlagsSet(flags);
        _user.Mm.MmapLock.MmapWriteUnlock();
    }

    private Errno Advise(ulong page, ulong pages, Madvice advice) => _user.Mm.Madvise(Userland.Page(page), Userland.Pages(pages), advice);
}
