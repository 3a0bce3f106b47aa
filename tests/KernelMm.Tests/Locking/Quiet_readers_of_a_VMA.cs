using KernelMm.Locking;

namespace KernelMm.Tests.Locking;

public sealed class Quiet_readers_of_a_VMA : IDisposable
{
    private const int Often = 300;

    private readonly Machine _machine = new(new ByteCount(64 * PageSize.Value));
    private readonly MmapLock _mmapLock;
    private readonly VmaLock _vma;

    public Quiet_readers_of_a_VMA()
    {
        _mmapLock = new MmapLock(_machine);
        _vma = new VmaLock(_machine);
    }

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void Come_when_many_have_read_and_go_with_the_next_writer()
    {
        Assert.False(IsQuiet());
        ReadOften();
        Assert.True(IsQuiet());

        Write(() => { });

        Assert.False(IsQuiet());
    }

    [Fact]
    public void Are_waited_for_by_a_writer()
    {
        ReadOften();
        Assert.True(_vma.VmaStartRead(_mmapLock));
        bool isReading = true;
        bool sawReader = true;
        Thread writer = new(() => Write(() => sawReader = Volatile.Read(ref isReading)));
        writer.Start();
        SpinWait.SpinUntil(() => _machine.Count(Counter.LockWaits) != 0 || !writer.IsAlive);

        Volatile.Write(ref isReading, false);
        _vma.VmaEndRead();

        writer.Join();
        Assert.False(sawReader);
    }

    [Fact]
    public void Are_never_there_together_with_a_writer()
    {
        int reading = 0;
        bool isWriting = false;
        bool isOver = false;
        int together = 0;
        void Read()
        {
            while (!Volatile.Read(ref isOver))
            {
                if (_vma.VmaStartRead(_mmapLock))
                {
                    Interlocked.Increment(ref reading);
                    together += Volatile.Read(ref isWriting) ? 1 : 0;
                    Interlocked.Decrement(ref reading);
                    _vma.VmaEndRead();
                }
            }
        }

        Thread[] readers = [new(Read), new(Read)];
        Array.ForEach(readers, reader => reader.Start());
        for (int round = 0; round < 200; round++)
        {
            ReadOften();
            Write(() =>
            {
                Volatile.Write(ref isWriting, true);
                together += Volatile.Read(ref reading);
                Volatile.Write(ref isWriting, false);
            });
        }

        Volatile.Write(ref isOver, true);
        Array.ForEach(readers, reader => reader.Join());
        Assert.Equal(0, together);
        _machine.CheckBalanced();
    }

    [Fact]
    public void Count_as_readers_that_must_not_forget_to_leave()
    {
        ReadOften();
        Assert.True(_vma.VmaStartRead(_mmapLock));

        Assert.Throws<Oops>(() => _machine.CheckBalanced());

        _vma.VmaEndRead();
        _machine.CheckBalanced();
        Assert.Throws<Oops>(_vma.VmaEndRead);
    }

    [Fact]
    public void Are_so_of_one_VMA_at_a_time()
    {
        VmaLock other = new(_machine);
        ReadOften();
        ReadOften(other);

        Assert.True(_vma.VmaStartRead(_mmapLock));
        Assert.True(other.VmaStartRead(_mmapLock));
        _vma.VmaEndRead();
        other.VmaEndRead();

        _machine.CheckBalanced();
    }

    private bool IsQuiet()
    {
        Assert.True(_vma.VmaStartRead(_mmapLock));
        bool isQuiet = _machine.Tasks.Current.ReadsQuietly is not null;
        _vma.VmaEndRead();
        return isQuiet;
    }

    private void ReadOften() => ReadOften(_vma);

    private void ReadOften(VmaLock vma)
    {
        for (int time = 0; time < Often; time++)
        {
            Assert.True(vma.VmaStartRead(_mmapLock));
            vma.VmaEndRead();
        }
    }

    private void Write(Action written)
    {
        _mmapLock.MmapWriteLock();
        _vma.VmaStartWrite(_mmapLock);
        written();
        _mmapLock.MmapWriteUnlock();
    }
}
