using KernelMm.Locking;

namespace KernelMm.Tests.Locking;

public sealed class The_lock_of_a_VMA : IDisposable
{
    private readonly Machine _machine = new(new ByteCount(64 * PageSize.Value));
    private readonly MmapLock _mmapLock;

    public The_lock_of_a_VMA() => _mmapLock = new MmapLock(_machine);

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void Refuses_readers_while_a_writer_holds_it_and_never_makes_them_wait()
    {
        VmaLock vma = new(_machine);
        _mmapLock.MmapWriteLock();
        vma.VmaStartWrite(_mmapLock);

        Assert.False(vma.VmaStartRead(_mmapLock));
        Assert.True(vma.IsWriteLocked(_mmapLock));
    }

    [Fact]
    public void Is_given_back_with_all_others_when_the_writer_unlocks_the_address_space()
    {
        VmaLock[] vmas = [new(_machine), new(_machine), new(_machine)];
        _mmapLock.MmapWriteLock();
        Assert.All(vmas, vma => Assert.True(vma.VmaStartWrite(_mmapLock)));
        int before = _mmapLock.Sequence;

        _mmapLock.MmapWriteUnlock();

        Assert.Equal(before + 1, _mmapLock.Sequence);
        Assert.All(vmas, vma => Assert.True(vma.VmaStartRead(_mmapLock)));
    }

    [Fact]
    public void Is_given_back_when_the_writer_downgrades()
    {
        VmaLock vma = new(_machine);
        _mmapLock.MmapWriteLock();
        vma.VmaStartWrite(_mmapLock);

        _mmapLock.MmapWriteDowngrade();

        Assert.True(vma.VmaStartRead(_mmapLock));
        vma.VmaEndRead();
        _mmapLock.MmapReadUnlock();
    }

    [Fact]
    public void Is_taken_once_for_writing_however_often_it_is_asked_for()
    {
        VmaLock vma = new(_machine);
        _mmapLock.MmapWriteLock();

        Assert.True(vma.VmaStartWrite(_mmapLock));
        Assert.False(vma.VmaStartWrite(_mmapLock));
        _mmapLock.MmapWriteUnlock();
        _mmapLock.MmapWriteLock();
        Assert.True(vma.VmaStartWrite(_mmapLock));
    }

    [Fact]
    public void Is_not_taken_for_writing_without_the_lock_of_the_address_space() =>
        Assert.Throws<Oops>(() => new VmaLock(_machine).VmaStartWrite(_mmapLock));
}
