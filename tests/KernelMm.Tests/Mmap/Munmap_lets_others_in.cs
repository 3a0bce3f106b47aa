using KernelMm.Mmap;

namespace KernelMm.Tests.Mmap;

/// <summary>What others may do while munmap takes its time; C and a number are the reference's tests.</summary>
public sealed class Munmap_lets_others_in : IDisposable
{
    private readonly Userland _user = new();

    public void Dispose() => _user.Dispose();

    [Theory]
    [InlineData(MapFlags.None)]
    [InlineData(MapFlags.GrowsDown)]
    public void C1_C6_From_the_downgrade_on_no_mapping_is_write_locked_whether_a_stack_lies_above_or_not(MapFlags above)
    {
        Vma vma = _user.Map(0, 2);
        _user.Map(2, 2, flags: MapFlags.Private | above);
        _user.Store(0, 1);
        AtTheEnd end = new();
        vma.Ops = end;

        Assert.Equal(Errno.None, _user.Mm.Munmap(Userland.Page(0), Userland.Pages(2)));
        Assert.Equal((true, false, false), end.Seen);
        Assert.False(_user.Mm.MmapLock.IsLocked);
    }

    [Fact]
    public void C3_A_fault_next_door_finds_its_table_while_tables_are_about_to_be_freed()
    {
        Filemap.AddressSpace mapping = _user.Map(0, 1, flags: MapFlags.Shared).Mapping!;
        _user.Map(1, 2);
        _user.Store(0, 1);
        _user.Store(1, 2);
        ByteCount tables = _user.Mm.PgtablesBytes;

        // Who frees tables unlinks the mapping first, and waits for this.
        mapping.IMmapRwsem.DownRead();
        Background munmap = Threads.Start(() => Assert.Equal(Errno.None, _user.Mm.Munmap(Userland.Page(0), Userland.Pages(1))));
        Threads.Until(() => _user.Mm.Rss(RssCounter.Shmem) == 0);
        _user.Store(2, 3);
        Assert.False(munmap.IsDone);
        mapping.IMmapRwsem.UpRead();
        munmap.Join();

        Assert.Equal((2UL, 3UL), (_user.Load(1), _user.Load(2)));
        Assert.True(_user.PteOf(0).None);
        Assert.Equal(tables, _user.Mm.PgtablesBytes);
    }

    [Fact]
    public void C7_Who_has_read_locked_a_mapping_keeps_it_in_the_tree()
    {
        _user.Map(0, 2);
        Vma vma = _user.Mm.LockVmaUnderRcu(Userland.Page(0))!;
        Background munmap = Threads.Start(() => Assert.Equal(Errno.None, _user.Mm.Munmap(Userland.Page(0), Userland.Pages(2))));
        Assert.True(Threads.StaysFalse(() => munmap.IsDone));
        Assert.False(vma.Detached);
        vma.Lock.VmaEndRead();
        munmap.Join();
        Assert.True(vma.Detached);
    }

    [Fact]
    public void C7_Who_has_read_locked_the_mapping_next_door_keeps_nobody_waiting()
    {
        _user.Map(0, 2);
        _user.Map(2, 2, Prot.Read);
        Vma neighbour = _user.Mm.LockVmaUnderRcu(Userland.Page(2))!;
        Threads.Elsewhere(() => Assert.Equal(Errno.None, _user.Mm.Munmap(Userland.Page(0), Userland.Pages(2))));
        neighbour.Lock.VmaEndRead();
    }

    // The mapping is told of its end after everything is out.
    private sealed class AtTheEnd : IVmOperations
    {
        public (bool IsLocked, bool IsWriteHeld, bool IsVmaWriteLocked) Seen { get; private set; }

        public void Close(Vma vma) =>
            Seen = (vma.Mm.MmapLock.IsLocked, vma.Mm.MmapLock.IsWriteHeld, vma.Lock.IsWriteLocked(vma.Mm.MmapLock));
    }
}
