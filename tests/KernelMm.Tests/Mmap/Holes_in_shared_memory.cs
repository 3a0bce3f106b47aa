using KernelMm.Cpus;
using KernelMm.Mmap;

namespace KernelMm.Tests.Mmap;

/// <summary>MADV_REMOVE: shared memory given back while it is mapped.</summary>
public sealed class Holes_in_shared_memory : IDisposable
{
    private readonly Userland _user = new();

    public void Dispose() => _user.Dispose();

    [Fact]
    public void Are_zero_for_all_who_map_them_and_nothing_else_is()
    {
        _user.Map(0, 4, flags: MapFlags.Shared);
        Assert.Equal(Errno.None, _user.Mm.Fork(out Mm child));
        for (ulong page = 0; page < 4; page++)
        {
            _user.Store(page, page + 1);
        }

        Cpu other = _user.Machine.Cpus[1];
        other.SwitchMm(child);
        Assert.True(other.Load(Userland.Page(1), out ulong before));
        Assert.Equal(Errno.None, _user.Mm.Madvise(Userland.Page(1), Userland.Pages(2), Madvice.Remove));
        Assert.Equal([1UL, 0UL, 0UL, 4UL], Enumerable.Range(0, 4).Select(page => _user.Load((ulong)page)));
        Assert.True(other.Load(Userland.Page(1), out ulong after));
        Assert.Equal((2UL, 0UL), (before, after));
        other.SwitchMm(_user.Mm);
        child.Put();
    }

    [Fact]
    public void Give_their_memory_back()
    {
        Filemap.AddressSpace mapping = _user.Map(0, 8, flags: MapFlags.Shared).Mapping!;
        for (ulong page = 0; page < 8; page++)
        {
            _user.Store(page, 1);
        }

        _user.Machine.Lru.LruAddDrainAll();
        FrameCount free = _user.Machine.PageAllocator.FreeFrames;
        Assert.Equal(Errno.None, _user.Mm.Madvise(Userland.Page(2), Userland.Pages(5), Madvice.Remove));
        Assert.Equal((3UL, free.Value + 5), (mapping.NrPages.Value, _user.Machine.PageAllocator.FreeFrames.Value));
        Assert.Equal(3, _user.Mm.Rss(RssCounter.Shmem));
    }

    [Fact]
    public void Are_made_where_the_mapping_was_split_and_moved()
    {
        _user.Map(0, 6, flags: MapFlags.Shared);
        _user.Store(4, 5);
        _user.Store(5, 6);
        AddressOrErrno moved = _user.Mm.Mremap(Userland.Page(4), Userland.Pages(2), Userland.Pages(2), MremapFlags.MayMove | MremapFlags.Fixed, Userland.Page(40));
        Assert.Equal(Errno.None, _user.Mm.Madvise(moved.Address + PageSize, PageSize, Madvice.Remove));
        Assert.Equal((5UL, 0UL), (_user.Load(40), _user.Load(41)));
    }

    [Fact]
    public void Leave_no_page_counted_twice_however_faults_race_with_them()
    {
        const int Rounds = 400;
        Filemap.AddressSpace mapping = _user.Map(0, 4, flags: MapFlags.Shared).Mapping!;
        Threads.Beside(
            () =>
            {
                for (int round = 0; round < Rounds; round++)
                {
                    Assert.Equal(Errno.None, _user.Mm.Madvise(Userland.Page(0), Userland.Pages(4), Madvice.Remove));
                }
            },
            () => Touch(1),
            () => Touch(2));

        // The threads' own batches may have what is new.
        _user.Machine.Lru.LruAddDrainAll();
        Assert.Equal(mapping.NrPages.Value, (ulong)_user.Mm.Rss(RssCounter.Shmem));
        Assert.Equal(Errno.None, _user.Mm.Madvise(Userland.Page(0), Userland.Pages(4), Madvice.Remove));
        Assert.Equal((0UL, 0L), (mapping.NrPages.Value, _user.Mm.Rss(RssCounter.Shmem)));
    }

    private void Touch(int number)
    {
        Cpu cpu = _user.Machine.Cpus[number];
        cpu.SwitchMm(_user.Mm);
        for (ulong page = 0; page < 4; page++)
        {
            Assert.True(cpu.Store(Userland.Page(page), 1));
        }
    }
}
