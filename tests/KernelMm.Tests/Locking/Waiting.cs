using KernelMm.Locking;
using KernelMm.Physical;

namespace KernelMm.Tests.Locking;

/// <summary>Who waits longer than it spins is parked, and comes back when what it waits for is given back.</summary>
public sealed class Waiting : IDisposable
{
    private readonly UserMemory _memory = new();

    private Machine Machine => _memory.Machine;

    public void Dispose() => _memory.Dispose();

    [Fact]
    public void For_a_spinlock()
    {
        SpinlockPtr spinlock = Machine.NewSpinlock("test");

        Waits(
            () => _memory.Mm.SpinLock(spinlock), () => _memory.Mm.SpinUnlock(spinlock),
            () => _memory.Mm.SpinLock(spinlock), () => _memory.Mm.SpinUnlock(spinlock));
    }

    [Fact]
    public void For_a_reader_to_write()
    {
        RwSemaphore semaphore = new(Machine, "test");

        Waits(semaphore.DownRead, semaphore.UpRead, semaphore.DownWrite, semaphore.UpWrite);
    }

    [Fact]
    public void For_a_writer_to_read()
    {
        RwSemaphore semaphore = new(Machine, "test");

        Waits(semaphore.DownWrite, semaphore.UpWrite, semaphore.DownRead, semaphore.UpRead);
    }

    [Fact]
    public void For_a_writer_that_only_downgrades()
    {
        RwSemaphore semaphore = new(Machine, "test");

        Waits(semaphore.DownWrite, semaphore.DowngradeWrite, semaphore.DownRead, semaphore.UpRead);
        Assert.Equal(1, semaphore.Readers);
    }

    [Fact]
    public void For_the_lock_of_a_folio()
    {
        Frame folio = _memory.NewFrame();

        Waits(
            () => Machine.FolioLock.Lock(folio), () => Machine.FolioLock.Unlock(folio),
            () => Machine.FolioLock.Lock(folio), () => Machine.FolioLock.Unlock(folio));
    }

    [Fact]
    public void For_who_writes_under_a_sequence_count()
    {
        SequenceCount sequence = new(Machine, "test");

        Waits(sequence.WriteBegin, sequence.WriteEnd, () => sequence.ReadBegin(), () => { });
    }

    [Fact]
    public void For_the_readers_of_a_VMA_to_write_it()
    {
        MmapLock mmapLock = new(Machine);
        VmaLock vma = new(Machine);

        Waits(
            () => Assert.True(vma.VmaStartRead(mmapLock)), vma.VmaEndRead,
            () =>
            {
                mmapLock.MmapWriteLock();
                vma.VmaStartWrite(mmapLock);
            },
            mmapLock.MmapWriteUnlock);
    }

    [Fact]
    public void For_an_RCU_reader() =>
        Waits(Machine.Rcu.ReadLock, Machine.Rcu.ReadUnlock, Machine.Rcu.Synchronize, () => { });

    [Fact]
    public void A_new_reader_waits_behind_a_writer_that_waits()
    {
        RwSemaphore semaphore = new(Machine, "test");
        semaphore.DownRead();
        Background writer = Threads.Start(() =>
        {
            semaphore.DownWrite();
            semaphore.UpWrite();
        });

        Threads.Until(() => Machine.Count(Counter.LockWaits) == 1);
        Threads.Until(() => !TryRead(semaphore));

        semaphore.UpRead();
        writer.Join();
        Assert.True(TryRead(semaphore));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Ends_for_who_is_killed_and_lets_others_in(bool write)
    {
        RwSemaphore semaphore = new(Machine, "test");
        semaphore.DownWrite();
        int victim = 0;
        bool? taken = null;
        Background waiting = Threads.Start(() =>
        {
            Volatile.Write(ref victim, Machine.CurrentTask);
            taken = write ? semaphore.DownWriteKillable() : semaphore.DownReadKillable();
            Machine.CheckBalanced();
        });
        Threads.Until(() => Volatile.Read(ref victim) != 0);
        Assert.True(Threads.StaysFalse(() => waiting.IsDone));

        Machine.Kill(victim);
        waiting.Join();

        Assert.False(taken);
        semaphore.UpWrite();
        Assert.True(TryRead(semaphore));
    }

    private static bool TryRead(RwSemaphore semaphore)
    {
        if (!semaphore.DownReadTrylock())
        {
            return false;
        }

        semaphore.UpRead();
        return true;
    }

    // What is taken here is given back only after the other has had the time to park.
    private static void Waits(Action take, Action give, Action takeElsewhere, Action giveElsewhere)
    {
        take();
        Background waiting = Threads.Start(() =>
        {
            takeElsewhere();
            giveElsewhere();
        });
        Assert.True(Threads.StaysFalse(() => waiting.IsDone));

        give();
        waiting.Join();
    }
}
