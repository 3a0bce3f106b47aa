using KernelMm.Locking;
using KernelMm.Physical;

namespace KernelMm.Tests.Physical;

public sealed class Single_frames_come_in_bulk
{
    private const uint Frames = 300;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_same_ones_as_one_by_one(ulong seed)
    {
        using TaskTable tasks = new(cpus: 1);
        using FrameTable inBulk = new(new FrameCount(Frames), tasks);
        using FrameTable single = new(new FrameCount(Frames), tasks);
        FreeLists bulk = new(inBulk, 1, Frames);
        FreeLists alone = new(single, 1, Frames);
        List<uint> taken = [];
        SeededRandom random = new(seed);
        for (int step = 0; step < 2000; step++)
        {
            uint[] batch = new uint[1 + random.Below(20)];
            int count = bulk.TakeAll(batch);

            uint[] expected = [.. batch.Select(_ => alone.Take(0)).TakeWhile(frame => frame != 0)];
            Assert.Equal(expected, batch[..count]);
            Assert.Equal(alone.FreeFrames, bulk.FreeFrames);
            taken.AddRange(batch[..count]);
            GiveSome(taken, (int)random.Below(40), ref random, bulk, alone);
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void And_are_given_back_in_runs_as_one_by_one(ulong seed)
    {
        using TaskTable tasks = new(cpus: 1);
        using FrameTable inRuns = new(new FrameCount(Frames), tasks);
        using FrameTable single = new(new FrameCount(Frames), tasks);
        FreeLists runs = new(inRuns, 1, Frames);
        FreeLists alone = new(single, 1, Frames);
        uint[] all = new uint[Frames - 1];
        Assert.Equal(all.Length, runs.TakeAll(all));
        Assert.Equal(all.Length, alone.TakeAll(all));
        SeededRandom random = new(seed);
        for (uint first = 1, count; first < Frames; first += count)
        {
            count = Math.Min(1 + random.Below(90), Frames - first);
            if (random.Below(4) > 0)
            {
                runs.GiveRun(first, count);
                for (uint frame = first; frame < first + count; frame++)
                {
                    alone.Give(frame, 0);
                }
            }
        }

        Assert.Equal(Blocks(alone), Blocks(runs));
    }

    // All blocks, by size and place; none is left.
    private static List<(int Order, uint First)> Blocks(FreeLists lists)
    {
        List<(int Order, uint First)> blocks = [];
        for (int order = PageAllocator.MaxOrder; order >= 0; order--)
        {
            for (uint block = lists.Take(order); block != 0; block = lists.Take(order))
            {
                blocks.Add((order, block));
            }
        }

        Assert.Equal(0u, lists.FreeFrames);
        return [.. blocks.Order()];
    }

    private static void GiveSome(List<uint> taken, int count, ref SeededRandom random, params FreeLists[] lists)
    {
        for (; count > 0 && taken.Count > 0; count--)
        {
            int victim = (int)random.Below((uint)taken.Count);
            Array.ForEach(lists, list => list.Give(taken[victim], 0));
            taken.RemoveAt(victim);
        }
    }

    [Fact]
    public void And_are_on_the_list_of_the_CPU_that_asked()
    {
        using Machine machine = new(new MachineOptions { Memory = new ByteCount(64 * PageSize.Value), PerCpuPages = 8 });
        ulong all = machine.PageAllocator.FreeFramesOf(0).Value;

        Frame first = machine.PageAllocator.AllocPages(Gfp.Kernel)!.Value;
        Frame second = machine.PageAllocator.AllocPages(Gfp.Kernel)!.Value;

        Assert.Equal(first.Pfn.Value + 1, second.Pfn.Value);
        Assert.Equal((all - 4, all - 2), (machine.PageAllocator.FreeFramesOf(0).Value, machine.PageAllocator.FreeFrames.Value));
    }

    [Fact]
    public void Memory_that_other_CPUs_keep_is_handed_out_before_there_is_none()
    {
        using Machine machine = new(new MachineOptions { Memory = new ByteCount(64 * PageSize.Value), Cpus = 2, PerCpuPages = 64 });
        Assert.NotNull(machine.PageAllocator.AllocPages(Gfp.Kernel));
        machine.Cpus[1].SwitchMm(Mm.Alloc(machine)!.Value);

        int got = 0;
        while (machine.PageAllocator.AllocPages(Gfp.Kernel) is not null)
        {
            got++;
        }

        Assert.Equal((61, 0UL), (got, machine.PageAllocator.FreeFrames.Value));
    }
}
