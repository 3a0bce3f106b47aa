using KernelMm.Cpus;
using KernelMm.Folios;
using KernelMm.Physical;
using KernelMm.Tests.Faults;

namespace KernelMm.Tests.Fork;

public sealed class Failing_allocations : IDisposable
{
    // In another page table, and that in another table of page tables.
    private const ulong Elsewhere = 11UL * PtrsPerPmd * PtrsPerPte;

    private readonly Process _process = new();

    public void Dispose() => _process.Dispose();

    [Fact]
    public void At_any_point_of_a_fork_leave_the_parent_whole_and_no_memory_lost()
    {
        Filled();
        _process.Machine.Rcu.Barrier();
        FrameCount free = _process.Machine.PageAllocator.FreeFrames;
        int failures = 0;
        while (true)
        {
            _process.Machine.PageAllocator.Failures.FailOnceAfter(failures);
            Errno result = _process.Mm.Fork(out Mm child);
            _process.Machine.PageAllocator.Failures.Never();
            CheckParent();
            if (result == Errno.None)
            {
                child.Put();
                break;
            }

            Assert.Equal(Errno.Nomem, result);
            failures++;
            _process.Machine.Rcu.Barrier();
            Assert.Equal(free, _process.Machine.PageAllocator.FreeFrames);
        }

        // The top table, three mappings with links and an anon_vma each, tables for two places, a copy for the pin.
        Assert.True(failures >= 12 + Architecture.Instance.Layout.Levels.Count, $"Only {failures} allocations were made to fail.");
    }

    private void Filled()
    {
        _process.Map(0, 10);
        _process.Map(20, 10, Process.ReadWrite | VmaFlags.Shared | VmaFlags.MayShare);
        _process.Map(Elsewhere, 10);
        Cpu cpu = _process.Cpu(0);
        foreach (ulong page in Pages())
        {
            Assert.True(cpu.Store(Process.Page(page), page ^ 0x5555));
        }

        FolioPins.Pin(_process.FolioOf(3), _process.Mm);
        _process.Machine.Lru.LruAddDrainAll();
    }

    private void CheckParent()
    {
        Cpu cpu = _process.Cpu(0);
        foreach (ulong page in Pages())
        {
            Assert.True(cpu.Load(Process.Page(page), out ulong value));
            Assert.Equal(page ^ 0x5555, value);
        }

        Assert.Equal((20L, 10L), (_process.Mm.Rss(RssCounter.Anon), _process.Mm.Rss(RssCounter.Shmem)));
        Assert.All(_process.Mm.Vmas, vma => Assert.False(vma.Detached));
    }

    private static IEnumerable<ulong> Pages() =>
        [.. Enumerable.Range(0, 10).Select(page => (ulong)page), .. Enumerable.Range(20, 10).Select(page => (ulong)page), .. Enumerable.Range(0, 10).Select(page => Elsewhere + (ulong)page)];
}
