using KernelMm.Physical;

namespace KernelMm.Tests.Rcu;

public sealed class Readers_are_waited_for : IDisposable
{
    private readonly UserMemory _memory = new(new MachineOptions { Memory = new ByteCount(512 * PageSize.Value), ZeroPolicy = ZeroPolicy.PoisonOnFree });

    private Machine Machine => _memory.Machine;

    public void Dispose() => _memory.Dispose();

    [Fact]
    public void Until_the_outermost_section_ends()
    {
        Machine.Rcu.ReadLock();
        Machine.Rcu.ReadLock();
        Background waiting = Threads.Start(Machine.Rcu.Synchronize);

        Machine.Rcu.ReadUnlock();
        Assert.True(Threads.StaysFalse(() => waiting.IsDone));
        Machine.Rcu.ReadUnlock();
        waiting.Join();
    }

    [Fact]
    public void But_not_for_sections_that_began_later()
    {
        using ManualResetEventSlim isIn = new();
        using ManualResetEventSlim mayLeave = new();
        Machine.Rcu.ReadLock();
        Background waiting = Threads.Start(Machine.Rcu.Synchronize);
        Assert.True(Threads.StaysFalse(() => waiting.IsDone));
        Background later = Threads.Start(() =>
        {
            Machine.Rcu.ReadLock();
            isIn.Set();
            mayLeave.Wait();
            Machine.Rcu.ReadUnlock();
        });
        isIn.Wait();

        Machine.Rcu.ReadUnlock();
        waiting.Join();

        Assert.False(later.IsDone);
        mayLeave.Set();
        later.Join();
    }

    [Fact]
    public void Callbacks_run_once_and_only_after_the_readers_left()
    {
        int[] calls = [0];
        using ManualResetEventSlim isIn = new();
        using ManualResetEventSlim mayLeave = new();
        Background reader = Threads.Start(() =>
        {
            Machine.Rcu.ReadLock();
            isIn.Set();
            mayLeave.Wait();
            Machine.Rcu.ReadUnlock();
        });
        isIn.Wait();
        for (int callback = 0; callback < 100; callback++)
        {
            Machine.Rcu.CallRcu(static counter => ((int[])counter!)[0]++, calls);
        }

        Machine.Rcu.Poll();
        Assert.Equal((0, 100), (calls[0], Machine.Rcu.CallbacksWaiting));

        mayLeave.Set();
        reader.Join();
        Machine.Rcu.Barrier();
        Assert.Equal((100, 0), (calls[0], Machine.Rcu.CallbacksWaiting));
    }

    [Fact]
    public void A_reader_never_sees_a_freed_generation()
    {
        Frame[] shared = [_memory.NewFrame()];
        ulong[] published = [Pack(shared[0])];
        int reads = 0;
        Action read = () =>
        {
            Machine.Rcu.ReadLock();
            Frame frame = Unpack(Volatile.Read(ref published[0]));

            // Asks the handle's generation: one that was freed is an oops, and fails the test.
            Assert.True(Machine.References.FolioRefCount(frame) >= 1);
            Machine.Rcu.ReadUnlock();
            Interlocked.Increment(ref reads);
        };
        Threads.Beside(() => Replace(shared, published), read, read);

        Assert.True(reads > 100, $"Only {reads} reads.");
        Machine.Rcu.Barrier();
        Assert.Equal(2UL, Machine.Count(Counter.Allocations) - Machine.Count(Counter.Frees));
    }

    private void Replace(Frame[] shared, ulong[] published)
    {
        for (int round = 0; round < 20_000; round++)
        {
            Frame old = shared[0];
            shared[0] = NewFrame();
            Volatile.Write(ref published[0], Pack(shared[0]));
            if (round % 8 == 0)
            {
                Machine.Rcu.Synchronize();
                Machine.PageAllocator.FreePages(old);
            }
            else
            {
                Machine.Rcu.CallRcu(argument => Machine.PageAllocator.FreePages((Frame)argument!), old);
            }
        }
    }

    private Frame NewFrame()
    {
        while (true)
        {
            if (Machine.PageAllocator.AllocPages(Gfp.Atomic) is { } frame)
            {
                return frame;
            }

            Machine.Rcu.Barrier();
        }
    }

    private static ulong Pack(Frame frame) => (frame.Pfn.Value << 32) | frame.Generation;

    private static Frame Unpack(ulong packed) => new(new Pfn(packed >> 32), (uint)packed);
}
