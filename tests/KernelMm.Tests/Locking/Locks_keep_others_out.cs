using KernelMm.Locking;
using KernelMm.Physical;

namespace KernelMm.Tests.Locking;

/// <summary>Each lock under real threads, with a plain number as the oracle: changes that nothing else protects get lost.</summary>
public sealed class Locks_keep_others_out : IDisposable
{
    private const int Rounds = 30_000;
    private const int Tasks = 4;

    private readonly UserMemory _memory = new();
    private long _number;

    private Machine Machine => _memory.Machine;

    public void Dispose() => _memory.Dispose();

    [Fact]
    public void A_spinlock()
    {
        SpinlockPtr spinlock = Machine.NewSpinlock("test");

        Increment(() => _memory.Mm.SpinLock(spinlock), () => _memory.Mm.SpinUnlock(spinlock));
    }

    [Fact]
    public void A_spinlock_that_is_only_tried()
    {
        SpinlockPtr spinlock = Machine.NewSpinlock("test");

        Increment(
            () =>
            {
                while (!_memory.Mm.SpinTrylock(spinlock))
                {
                    Thread.Yield();
                }
            },
            () => _memory.Mm.SpinUnlock(spinlock));
    }

    [Fact]
    public void A_semaphore_held_for_writing()
    {
        RwSemaphore semaphore = new(Machine, "test");

        Increment(semaphore.DownWrite, semaphore.UpWrite);
        Assert.False(semaphore.IsLocked);
    }

    [Fact]
    public void The_lock_of_a_folio()
    {
        Frame folio = _memory.NewFrame();

        Increment(() => Machine.FolioLock.Lock(folio), () => Machine.FolioLock.Unlock(folio));
        Assert.False(Machine.FolioLock.IsLocked(folio));
    }

    [Fact]
    public void Interrupts_off_on_one_CPU() =>
        Increment(
            () =>
            {
                Machine.Cpus[0].SwitchMm(_memory.Mm);
                _memory.Mm.LocalIrqSave();
            },
            () => _memory.Mm.LocalIrqRestore(0));

    [Fact]
    public void Readers_of_a_semaphore_see_no_half_done_change_and_get_in_together()
    {
        RwSemaphore semaphore = new(Machine, "test");
        long[] pair = [0, 0];
        int mostReaders = 0;
        Threads.Run(Tasks, index =>
        {
            for (int round = 0; round < Rounds; round++)
            {
                if (index == 0)
                {
                    semaphore.DownWrite();
                    pair[0]++;
                    pair[1]++;
                    semaphore.DowngradeWrite();
                    Assert.Equal(pair[0], pair[1]);
                    semaphore.UpRead();
                    continue;
                }

                semaphore.DownRead();
                long first = Volatile.Read(ref pair[0]);
                YieldAtTimes(round);
                Assert.Equal(first, Volatile.Read(ref pair[1]));
                mostReaders = Math.Max(mostReaders, semaphore.Readers);
                semaphore.UpRead();
            }
        });

        Assert.Equal(Rounds, pair[0]);
        Assert.True(mostReaders > 1, "Two readers never were inside together.");
    }

    [Fact]
    public void Readers_of_a_sequence_count_believe_no_half_done_change()
    {
        SequenceCount sequence = new(Machine, "test");
        long[] pair = [0, 0];
        int retries = 0;
        int read = 0;
        Threads.Beside(
            () =>
            {
                for (int round = 0; Threads.IsDue(round, 5 * Rounds, () => Volatile.Read(ref read) > 0 && Volatile.Read(ref retries) > 0); round++)
                {
                    sequence.WriteBegin();
                    Volatile.Write(ref pair[0], pair[0] + 1);
                    Volatile.Write(ref pair[1], pair[1] + 1);
                    sequence.WriteEnd();
                }
            },
            () =>
            {
                uint begun = sequence.ReadBegin();
                long first = Volatile.Read(ref pair[0]);
                YieldAtTimes(read + retries);
                long second = Volatile.Read(ref pair[1]);
                if (sequence.ReadRetry(begun))
                {
                    retries++;
                    return;
                }

                Assert.Equal(first, second);
                read++;
            });

        Assert.True(read > 0 && retries > 0, $"{read} reads were believed and {retries} were not.");
    }

    [Fact]
    public void A_VMA_that_is_read_locked_does_not_change()
    {
        MmapLock mmapLock = new(Machine);
        VmaLock vma = new(Machine);
        long[] pair = [0, 0];
        int locked = 0;
        int refused = 0;
        Threads.Beside(
            () =>
            {
                for (int round = 0; Threads.IsDue(round, Rounds, () => Volatile.Read(ref locked) > 0 && Volatile.Read(ref refused) > 0); round++)
                {
                    mmapLock.MmapWriteLock();
                    vma.VmaStartWrite(mmapLock);
                    Volatile.Write(ref pair[0], pair[0] + 1);
                    YieldAtTimes(round);
                    Volatile.Write(ref pair[1], pair[1] + 1);
                    mmapLock.MmapWriteUnlock();
                }
            },
            () =>
            {
                if (!vma.VmaStartRead(mmapLock))
                {
                    refused++;
                    return;
                }

                long first = Volatile.Read(ref pair[0]);
                YieldAtTimes(locked);
                Assert.Equal(first, Volatile.Read(ref pair[1]));
                vma.VmaEndRead();
                locked++;
            });

        Assert.True(locked > 0 && refused > 0, $"The VMA was locked {locked} times and refused {refused} times.");
    }

    // Gives others an opportunity in the middle, also where there are more threads than processors.
    private static void YieldAtTimes(int round)
    {
        if (round % 16 == 0)
        {
            Thread.Yield();
        }
    }

    private void Increment(Action takes, Action gives)
    {
        Threads.Run(Tasks, _ =>
        {
            for (int round = 0; round < Rounds; round++)
            {
                takes();
                _number++;
                gives();
            }

            Machine.CheckBalanced();
        });

        Assert.Equal(Tasks * Rounds, _number);
    }
}
