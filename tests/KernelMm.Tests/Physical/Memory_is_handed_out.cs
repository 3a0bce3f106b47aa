using KernelMm.Physical;

namespace KernelMm.Tests.Physical;

public sealed class Memory_is_handed_out
{
    private static MachineOptions Small => new() { Memory = new ByteCount(256 * PageSize.Value) };

    [Fact]
    public void A_block_of_1_GiB_can_be_had_and_given_back()
    {
        using Machine machine = new(new ByteCount(3UL << 30));

        Frame first = Take(machine, PageAllocator.MaxOrder);
        Assert.Equal(0UL, first.Address.Value % (1UL << 30));
        Frame second = Take(machine, PageAllocator.MaxOrder);
        Assert.Null(machine.PageAllocator.AllocPages(Gfp.Kernel, PageAllocator.MaxOrder));
        machine.PageAllocator.FreePages(first);

        Assert.Equal(first.Pfn, Take(machine, PageAllocator.MaxOrder).Pfn);
        Assert.NotEqual(first.Pfn, second.Pfn);
    }

    [Fact]
    public unsafe void What_is_known_of_each_frame_has_a_cache_line_of_its_own()
    {
        using Machine machine = new(Small);

        Assert.Equal(64, sizeof(FrameInfo));
        Assert.Equal(0UL, (ulong)machine.Frames.At(default) % 64);
    }

    [Fact]
    public void A_CPU_hands_out_again_what_was_last_freed_on_it()
    {
        using Machine machine = new(Small);
        Frame one = Take(machine);
        Frame other = Take(machine);
        machine.PageAllocator.FreePages(one);
        machine.PageAllocator.FreePages(other);

        Assert.Equal(other.Pfn, Take(machine).Pfn);
        Assert.Equal(one.Pfn, Take(machine).Pfn);
    }

    [Fact]
    public void What_CPUs_keep_to_themselves_is_given_back_before_an_allocation_fails()
    {
        using Machine machine = new(Small);
        List<Frame> all = TakeAll(machine);
        Threads.Run(4, index => all.Where((_, place) => place % 4 == index).ToList().ForEach(machine.PageAllocator.FreePages));

        Assert.NotNull(machine.PageAllocator.AllocPages(Gfp.Kernel, 7));
    }

    [Fact]
    public void Memory_comes_from_the_node_that_is_asked_for_and_then_from_others()
    {
        using Machine machine = new(Small with { Nodes = 4, PerCpuPages = 0 });
        for (int taken = 0; taken < 64; taken++)
        {
            Assert.Equal(2, machine.PageAllocator.NodeOf(machine.PageAllocator.AllocPages(Gfp.Kernel, 0, 2)!.Value.Pfn));
        }

        Assert.Null(machine.PageAllocator.AllocPages(Gfp.Kernel | Gfp.ThisNode, 0, 2));
        Assert.Equal(3, machine.PageAllocator.NodeOf(machine.PageAllocator.AllocPages(Gfp.Kernel, 0, 2)!.Value.Pfn));
    }

    [Theory]
    [InlineData(ZeroPolicy.OnRequest, Gfp.Kernel, 0x1122334455667788)]
    [InlineData(ZeroPolicy.OnRequest, Gfp.Kernel | Gfp.Zero, 0)]
    [InlineData(ZeroPolicy.OnAllocation, Gfp.Kernel, 0)]
    [InlineData(ZeroPolicy.OnFree, Gfp.Kernel | Gfp.Zero, 0)]
    [InlineData(ZeroPolicy.PoisonOnFree, Gfp.Kernel, 0xaaaaaaaaaaaaaaaa)]
    [InlineData(ZeroPolicy.PoisonOnFree, Gfp.Kernel | Gfp.Zero, 0)]
    public void The_next_owner_sees_what_the_policy_leaves(ZeroPolicy policy, Gfp gfp, ulong seen)
    {
        using Machine machine = new(Small with { ZeroPolicy = policy });
        Frame frame = Take(machine);
        Word(machine, frame) = 0x1122334455667788;
        machine.PageAllocator.FreePages(frame);

        Frame again = machine.PageAllocator.AllocPages(gfp)!.Value;

        Assert.Equal(frame.Pfn, again.Pfn);
        Assert.Equal(seen, Word(machine, again));
    }

    [Fact]
    public void Memory_that_is_zeroed_when_freed_is_zero_at_once()
    {
        using Machine machine = new(Small with { ZeroPolicy = ZeroPolicy.OnFree });
        Frame frame = Take(machine);
        Word(machine, frame) = 1;

        machine.PageAllocator.FreePages(frame);

        Assert.Equal(0UL, Word(machine, frame));
    }

    [Fact]
    public void An_allocation_fails_by_request()
    {
        using Machine machine = new(Small);
        machine.PageAllocator.Failures.FailOnceAfter(2);

        Assert.Equal([true, true, false, true], Enumerable.Range(0, 4).Select(_ => machine.PageAllocator.AllocPages(Gfp.Kernel) is not null));

        machine.PageAllocator.Failures.When(request => request.Order > 0);
        Assert.Null(machine.PageAllocator.AllocPages(Gfp.Kernel, 1));
        Assert.NotNull(machine.PageAllocator.AllocPages(Gfp.Kernel, 0));
        Assert.Equal(2UL, machine.Count(Counter.AllocationFailures));
    }

    [Fact]
    public void Threads_that_allocate_and_free_never_share_a_frame_and_lose_none()
    {
        using Machine machine = new(Small);
        ulong before = machine.PageAllocator.FreeFrames.Value;
        Threads.Run(4, index =>
        {
            SeededRandom random = new((ulong)index + 1);
            for (int round = 0; round < 20_000; round++)
            {
                if (machine.PageAllocator.AllocPages(Gfp.Atomic, (int)random.Below(3)) is not { } frame)
                {
                    continue;
                }

                ref ulong word = ref Word(machine, frame);
                word = ((ulong)index << 32) | (uint)round;
                Thread.Yield();
                Assert.Equal(((ulong)index << 32) | (uint)round, Volatile.Read(ref word));
                machine.PageAllocator.FreePages(frame);
            }
        });

        Assert.Equal(before, machine.PageAllocator.FreeFrames.Value);
        Assert.Equal(machine.Count(Counter.Allocations), machine.Count(Counter.Frees));
    }

    private static Frame Take(Machine machine, int order = 0) =>
        machine.PageAllocator.AllocPages(Gfp.Kernel, order) ?? throw new InvalidOperationException("No memory.");

    private static List<Frame> TakeAll(Machine machine)
    {
        List<Frame> all = [];
        while (machine.PageAllocator.AllocPages(Gfp.Kernel) is { } frame)
        {
            all.Add(frame);
        }

        return all;
    }

    private static unsafe ref ulong Word(Machine machine, Frame frame) =>
        ref *(ulong*)machine.Arena.Memory.TableAt(frame.Address, PageSize);
}
