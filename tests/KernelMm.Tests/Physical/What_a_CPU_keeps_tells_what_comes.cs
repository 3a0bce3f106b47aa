using KernelMm.Physical;

namespace KernelMm.Tests.Physical;

public sealed class What_a_CPU_keeps_tells_what_comes
{
    [Fact]
    public void The_frame_after_the_next_is_the_second_that_is_handed_out()
    {
        using Machine machine = new(new MachineOptions { Memory = new ByteCount(64 * PageSize.Value), Cpus = 1 });
        PerCpuPages list = new(machine.Frames, machine.Lot, 0);
        list.PushAll([7, 3, 20, 11]);

        uint foretold = list.AfterNext(handedOut: 5);
        _ = list.Pop();

        Assert.Equal(list.Pop(), foretold);
    }

    [Fact]
    public void Where_one_is_kept_it_is_the_one_behind_that_and_where_none_is_the_second_behind_the_last()
    {
        using Machine machine = new(new MachineOptions { Memory = new ByteCount(64 * PageSize.Value), Cpus = 1 });
        PerCpuPages list = new(machine.Frames, machine.Lot, 0);

        Assert.Equal(7u, list.AfterNext(handedOut: 5));
        list.Push(9);
        Assert.Equal(10u, list.AfterNext(handedOut: 5));
    }

    [Fact]
    public void What_comes_below_others_is_handed_out_after_them_in_its_order()
    {
        using Machine machine = new(new MachineOptions { Memory = new ByteCount(64 * PageSize.Value), Cpus = 1 });
        PerCpuPages list = new(machine.Frames, machine.Lot, 0);
        list.PushAllBelow([4, 5]);
        list.Push(9);
        list.PushAllBelow([7, 6]);

        Assert.Equal(5u, list.Count);
        Assert.Equal([9u, 4u, 5u, 7u, 6u, 0u], Enumerable.Range(0, 6).Select(_ => list.Pop()));
    }

    [Fact]
    public void So_each_frame_is_foretold_to_CPUs_that_take_them_by_turns()
    {
        using Machine machine = new(new MachineOptions { Memory = new ByteCount(1024 * PageSize.Value), Cpus = 2 });
        Mm mm = Mm.Alloc(machine)!.Value;
        List<uint>[] foretold = [[], []];
        List<uint>[] handedOut = [[], []];
        for (int turn = 0; turn < 800; turn++)
        {
            int cpu = turn % 2;
            machine.Cpus[cpu].SwitchMm(mm);
            uint frame = (uint)machine.PageAllocator.AllocPages(Gfp.Kernel)!.Value.Pfn.Value;
            handedOut[cpu].Add(frame);
            foretold[cpu].Add(machine.PageAllocator.AfterNext(machine.Tasks.Current, frame));
        }

        Assert.Equal(handedOut[0].Skip(2), foretold[0].SkipLast(2));
        Assert.Equal(handedOut[1].Skip(2), foretold[1].SkipLast(2));
    }
}
