using KernelMm.Cpus;
using KernelMm.Folios;
using KernelMm.Mmap;

namespace KernelMm.Tests.Mmap;

/// <summary>Memory that stays resident: what is counted of address spaces, and what becomes of the pages.</summary>
public sealed class Locked_memory : IDisposable
{
    private readonly Userland _user = new();

    private LruLists Lru => _user.Machine.Lru;

    public void Dispose() => _user.Dispose();

    [Fact]
    public void Takes_the_pages_that_are_there_from_where_they_could_be_reclaimed()
    {
        Fill(pages: 5);
        Assert.Equal(new FrameCount(5), Inactive());
        Assert.Equal(Errno.None, _user.Mm.Mlock(Userland.Page(1), Userland.Pages(3)));
        Assert.Equal((3UL, 3UL, 2UL), (Lru.Mlocked.Value, Unevictable().Value, Inactive().Value));
        Assert.True(_user.FolioOf(1).IsMlocked && !_user.FolioOf(4).IsMlocked);
        Assert.Equal(new FrameCount(3), _user.Mm.LockedVm);
    }

    [Fact]
    public void Gives_them_back_when_it_is_unlocked()
    {
        Fill(pages: 4);
        Assert.Equal(Errno.None, _user.Mm.Mlock(Userland.Page(0), Userland.Pages(4)));
        Assert.Equal(Errno.None, _user.Mm.Munlock(Userland.Page(0), Userland.Pages(2)));
        Assert.Equal((2UL, 2UL, 2UL), (Lru.Mlocked.Value, Unevictable().Value, Inactive().Value));
        Assert.Equal(2UL, _user.Machine.Count(Counter.UnevictablePgRescued));
        Assert.Equal(Errno.None, _user.Mm.Munlockall());
        Assert.Equal((0UL, 0UL), (Lru.Mlocked.Value, Unevictable().Value));
        Assert.Equal(
            (4UL, 4UL), (_user.Machine.Count(Counter.UnevictablePgMlocked), _user.Machine.Count(Counter.UnevictablePgMunlocked)));
    }

    [Fact]
    public void Makes_pages_at_once_or_when_they_are_used()
    {
        _user.Map(0, 4);
        _user.Map(8, 4);
        Assert.Equal(Errno.None, _user.Mm.Mlock(Userland.Page(0), Userland.Pages(4)));
        Assert.Equal(Errno.None, _user.Mm.Mlock(Userland.Page(8), Userland.Pages(4), MlockFlags.OnFault));
        Assert.Equal(4UL, Lru.Mlocked.Value);
        _user.Store(9, 1);
        Assert.Equal(5UL, Lru.Mlocked.Value);
        Assert.True(_user.FolioOf(9).IsMlocked);
    }

    [Fact]
    public void Is_no_longer_so_once_it_is_unmapped_or_dropped()
    {
        FrameCount free = _user.Machine.PageAllocator.FreeFrames;
        Fill(pages: 40);
        Assert.Equal(Errno.None, _user.Mm.Mlock(Userland.Page(0), Userland.Pages(40)));
        Assert.Equal(Errno.None, _user.Mm.Madvise(Userland.Page(0), Userland.Pages(2), Madvice.DontNeedLocked));
        Assert.Equal(Errno.None, _user.Mm.Munmap(Userland.Page(0), Userland.Pages(40)));
        Lru.LruAddDrainAll();
        _user.Machine.Rcu.Barrier();
        Assert.Equal((0UL, 0UL, 0UL), (Lru.Mlocked.Value, Unevictable().Value, _user.Mm.LockedVm.Value));
        Assert.Equal(free, _user.Machine.PageAllocator.FreeFrames);
    }

    [Fact]
    public void Stays_where_it_is_while_another_locked_mapping_has_it()
    {
        _user.Map(0, 1, flags: MapFlags.Shared);
        AddressOrErrno twin = _user.Mm.Mremap(Userland.Page(0), ByteCount.Zero, PageSize, MremapFlags.MayMove);
        _user.Store(0, 1);
        Assert.True(_user.Cpu.Load(twin.Address, out _));
        Assert.Equal(Errno.None, _user.Mm.Mlock(Userland.Page(0), PageSize));
        Assert.Equal(Errno.None, _user.Mm.Mlock(twin.Address, PageSize));
        Assert.Equal(1UL, Lru.Mlocked.Value);
        Assert.Equal(Errno.None, _user.Mm.Munlock(twin.Address, PageSize));
        Assert.Equal((1UL, 1UL), (Lru.Mlocked.Value, Unevictable().Value));
        Assert.Equal(Errno.None, _user.Mm.Munmap(Userland.Page(0), PageSize));
        Lru.LruAddDrainAll();
        Assert.Equal((0UL, 0UL), (Lru.Mlocked.Value, Unevictable().Value));
    }

    [Fact]
    public void A_shared_page_is_locked_when_a_locked_mapping_faults_it_in()
    {
        _user.Map(0, 1, flags: MapFlags.Shared | MapFlags.Locked);
        Lru.LruAddDrainAll();
        Assert.True(_user.FolioOf(0).IsMlocked && _user.FolioOf(0).IsUnevictable);
        Assert.Equal(1UL, Lru.Mlocked.Value);
    }

    [Fact]
    public void Is_not_inherited_by_a_child_whose_exit_unlocks_nothing()
    {
        Fill(pages: 2);
        Assert.Equal(Errno.None, _user.Mm.Mlock(Userland.Page(0), Userland.Pages(2)));
        Assert.Equal(Errno.None, _user.Mm.Fork(out Mm child));
        Assert.Equal(0UL, child.LockedVm.Value);
        Assert.All(child.Vmas, vma => Assert.Equal(VmaFlags.None, vma.Flags & VmaFlags.LockedMask));

        Cpu cpu = _user.Machine.Cpus[1];
        cpu.SwitchMm(child);
        Assert.True(cpu.Store(Userland.Page(0), 7));
        Assert.Equal(2UL, Lru.Mlocked.Value);
        cpu.SwitchMm(_user.Mm);
        child.Put();
        Lru.LruAddDrainAll();
        Assert.Equal((2UL, 2UL), (Lru.Mlocked.Value, Unevictable().Value));
    }

    [Fact]
    public void A_copy_takes_the_place_of_what_was_locked()
    {
        Fill(pages: 1);
        Assert.Equal(Errno.None, _user.Mm.Fork(out Mm child));
        Assert.Equal(Errno.None, _user.Mm.Mlock(Userland.Page(0), PageSize));
        Folio copy = _user.FolioOf(0);
        Lru.LruAddDrainAll();
        Assert.True(copy.IsMlocked);
        Assert.Equal((1UL, 1UL), (Lru.Mlocked.Value, Unevictable().Value));
        child.Put();
    }

    [Fact]
    public void Everything_at_once_and_in_the_future()
    {
        Fill(pages: 2);
        Assert.Equal(Errno.None, _user.Mm.Mlockall(MclFlags.Current | MclFlags.Future));
        Assert.Equal(2UL, Lru.Mlocked.Value);
        _user.Map(8, 3);
        Assert.Equal(5UL, Lru.Mlocked.Value);
        Assert.Equal(Errno.None, _user.Mm.Munlockall());
        Assert.Equal(0UL, Lru.Mlocked.Value);
    }

    private void Fill(ulong pages)
    {
        _user.Map(0, pages);
        for (ulong page = 0; page < pages; page++)
        {
            _user.Store(page, page + 1);
        }

        Lru.LruAddDrainAll();
    }

    private FrameCount Inactive() => Lru.Pages(LruList.InactiveAnon);

    private FrameCount Unevictable() => Lru.Pages(LruList.Unevictable);
}
