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
    public void So_it_is_foretold_for_nearly_all_of_fresh_memory()
    {
        using Machine machine = new(new MachineOptions { Memory = new ByteCount(1024 * PageSize.Value), Cpus = 1, PerCpuPages = 32 });
        uint[] handedOut = [.. Enumerable.Range(0, 1000).Select(_ => (uint)machine.PageAllocator.AllocPages(Gfp.Kernel)!.Value.Pfn.Value)];

        // A list that is filled again is given what follows what it was given before.
        int inOrder = handedOut.Zip(handedOut.Skip(1)).Count(pair => pair.Second == pair.First + 1);
        Assert.True(inOrder > 900, $"Only {inOrder} of 999 frames follow the one that was handed out before.");
    }
}
