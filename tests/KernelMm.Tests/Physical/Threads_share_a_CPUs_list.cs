using KernelMm.Physical;

namespace KernelMm.Tests.Physical;

public sealed class Threads_share_a_CPUs_list
{
    private const int Threads = 4;

    private const int Held = 8;

    // The list is filled with one frame at a time, which somebody else may take before who filled it does: a refusal then would be seldom,
    // as two attempts are made, while a frame that got lost between list and blocks is missing in the end.
    [Fact]
    public void Nobody_is_refused_a_frame_while_there_are_more_than_all_of_them_hold()
    {
        using Machine machine = new(new MachineOptions { Memory = new ByteCount(64 * PageSize.Value), Cpus = 1, PerCpuPages = 2 });
        int refused = 0;
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(_ => new Thread(() => TakeAndGiveBack(machine, ref refused)))];

        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        Assert.Equal(0, refused);
        Assert.Equal(63UL, machine.PageAllocator.FreeFrames.Value);
    }

    private static void TakeAndGiveBack(Machine machine, ref int refused)
    {
        List<Frame> held = [];
        for (int turn = 0; turn < 20_000; turn++)
        {
            for (int count = 0; count < Held; count++)
            {
                if (machine.PageAllocator.AllocPages(Gfp.Atomic) is { } frame)
                {
                    held.Add(frame);
                }
                else
                {
                    Interlocked.Increment(ref refused);
                }
            }

            held.ForEach(machine.PageAllocator.FreePages);
            held.Clear();
        }
    }
}
