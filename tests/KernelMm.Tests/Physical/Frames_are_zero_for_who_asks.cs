using System.Globalization;
using KernelMm.Locking;
using KernelMm.Physical;

namespace KernelMm.Tests.Physical;

public sealed class Frames_are_zero_for_who_asks
{
    private const ulong Garbage = 0x1122334455667788;

    [Theory]
    [InlineData(ZeroPolicy.OnRequest, 1)]
    [InlineData(ZeroPolicy.OnRequest, 2)]
    [InlineData(ZeroPolicy.OnAllocation, 3)]
    [InlineData(ZeroPolicy.OnFree, 4)]
    [InlineData(ZeroPolicy.PoisonOnFree, 5)]
    public void Who_asks_for_zero_gets_zero_whatever_others_leave_in_frames(ZeroPolicy policy, ulong seed)
    {
        using Machine machine = new(new MachineOptions { Memory = new ByteCount(96 * PageSize.Value), Cpus = 1, PerCpuPages = 8, ZeroPolicy = policy });
        SeededRandom random = new(seed);
        List<Frame> taken = [];
        int zeroed = 0;
        for (int step = 0; step < 5000; step++)
        {
            bool asks = random.Below(2) == 0;
            if (random.Below(100) < 55 && machine.PageAllocator.AllocPages(asks ? Gfp.Kernel | Gfp.Zero : Gfp.Kernel) is { } frame)
            {
                Span<byte> bytes = machine.Arena.Bytes((uint)frame.Pfn.Value, 0);
                if (asks)
                {
                    Assert.True(bytes.IndexOfAnyExcept((byte)0) < 0, string.Create(CultureInfo.InvariantCulture, $"Frame {frame.Pfn} of step {step} is not zero."));
                    zeroed++;
                }

                bytes.Fill(0x5a);
                taken.Add(frame);
            }
            else if (taken.Count > 0)
            {
                int victim = (int)random.Below((uint)taken.Count);
                machine.PageAllocator.FreePages(taken[victim]);
                taken.RemoveAt(victim);
            }
        }

        Assert.True(zeroed > 1000);
    }

    [Fact]
    public void A_frame_of_which_nobody_asked_for_zero_is_as_it_was_left()
    {
        using Machine machine = new(Small(ZeroPolicy.OnRequest));
        Frame[] all = LeaveGarbage(machine);

        Frame frame = machine.PageAllocator.AllocPages(Gfp.Kernel)!.Value;

        Assert.Contains(frame.Pfn, all.Select(left => left.Pfn));
        Assert.Equal(Garbage, Word(machine, frame));
    }

    [Fact]
    public void A_pattern_in_free_memory_stays_until_the_frame_is_handed_out()
    {
        using Machine machine = new(Small(ZeroPolicy.PoisonOnFree));
        _ = LeaveGarbage(machine);

        _ = machine.PageAllocator.AllocPages(Gfp.Kernel | Gfp.Zero);

        Assert.Equal(0xaaaaaaaaaaaaaaaa, Word(machine, machine.PageAllocator.AllocPages(Gfp.Kernel)!.Value));
    }

    private static MachineOptions Small(ZeroPolicy policy) =>
        new() { Memory = new ByteCount(64 * PageSize.Value), Cpus = 1, PerCpuPages = 8, ZeroPolicy = policy };

    // All of memory is free again afterwards, and on no CPU's list.
    private static Frame[] LeaveGarbage(Machine machine)
    {
        List<Frame> all = [];
        while (machine.PageAllocator.AllocPages(Gfp.Atomic) is { } frame)
        {
            Word(machine, frame) = Garbage;
            all.Add(frame);
        }

        all.ForEach(machine.PageAllocator.FreePages);
        Assert.Null(machine.PageAllocator.AllocPages(Gfp.Kernel, order: 8));
        return [.. all];
    }

    private static unsafe ref ulong Word(Machine machine, Frame frame) => ref *(ulong*)(machine.Arena.Origin + frame.Address.Value);
}
