using KernelMm.Cpus;
using KernelMm.Faults;
using KernelMm.Folios;
using KernelMm.Physical;
using KernelMm.Tests.Faults;

namespace KernelMm.Tests.Fork;

public sealed class Forks : IDisposable
{
    private readonly Process _process = new();

    private Mm Parent => _process.Mm;

    public void Dispose() => _process.Dispose();

    [Fact]
    public void R10_1_leave_both_sides_read_only_and_the_first_write_copies_once()
    {
        _process.Map(0, 2);
        Assert.True(_process.Cpu(0).Store(Process.Page(0), 11));
        Mm child = Forked();
        Assert.False(_process.PteOf(0).Write || _process.PteOf(0, child).Write);
        Folio shared = _process.FolioOf(0);
        Assert.Equal((shared, 2, false), (_process.FolioOf(0, child), shared.MapCount, shared.IsAnonExclusive));

        Assert.True(_process.Cpu(1, child).Store(Process.Page(0), 22));
        Assert.Equal(1UL, _process.Machine.Count(Counter.CowCopies));
        Assert.True(_process.Cpu(0).Store(Process.Page(0), 33));
        Assert.Equal(1UL, _process.Machine.Count(Counter.CowCopies));
        Assert.Equal((33UL, 22UL), (Value(0, Parent), Value(0, child)));
        Assert.Equal(shared, _process.FolioOf(0));
        Assert.True(shared.IsAnonExclusive);
    }

    [Fact]
    public void A_stale_translation_of_the_parent_is_flushed_before_the_fork_returns()
    {
        _process.Map(0, 1);
        Cpu other = _process.Cpu(1);
        Assert.True(other.Store(Process.Page(0), 1));
        Mm child = Forked();
        Assert.True(other.Store(Process.Page(0), 2));
        Assert.Equal((2UL, 1UL), (Value(0, Parent), Value(0, child)));
    }

    [Fact]
    public void R10_2_give_the_child_a_copy_of_a_pinned_page_and_leave_the_parent_its_own()
    {
        _process.Map(0, 40);
        for (ulong page = 0; page < 40; page++)
        {
            Assert.True(_process.Cpu(0).Store(Process.Page(page), page));
        }

        Folio pinned = _process.FolioOf(17);
        FolioPins.Pin(pinned, Parent);
        Mm child = Forked();
        Assert.True(_process.PteOf(17).Write);
        Assert.True(_process.PteOf(17, child).Write);
        Assert.Equal(pinned, _process.FolioOf(17));
        Assert.True(_process.FolioOf(17, child).IsAnonExclusive && pinned.IsAnonExclusive);
        Assert.True(_process.Cpu(0).Store(Process.Page(17), 99));
        Assert.Equal((99UL, 17UL), (Value(17, Parent), Value(17, child)));
        Assert.Equal((40L, 40L), (Parent.Rss(RssCounter.Anon), child.Rss(RssCounter.Anon)));
        FolioPins.Unpin(pinned);
    }

    [Fact]
    public void R10_3_say_by_an_odd_number_that_rights_are_being_taken_away()
    {
        _process.Map(0, 1);
        Assert.True(_process.Cpu(0).Store(Process.Page(0), 1));
        uint before = Parent.Struct.WriteProtectSeq.ReadBegin();
        PtePtr pte = PteOffsetMapLock(Parent, Pgalloc.PmdLookup.Find(Parent, Process.Page(0)), Process.Page(0), out SpinlockPtr ptl);
        if (!pte)
        {
            throw new InvalidOperationException("No page table.");
        }

        // The fork is in the midst of it when it waits for the table: who pins without locks then goes the slow way, and so does
        // who pinned before and looks afterwards.
        Background fork = Threads.Start(() => Forked());
        Threads.Until(() => Parent.Struct.WriteProtectSeq.Value % 2 == 1);
        Assert.True(PtepGet(Parent, pte).Write);
        PteUnmapUnlock(Parent, pte, ptl);
        fork.Join();
        Assert.False(_process.PteOf(0).Write);
        Assert.Equal(0U, Parent.Struct.WriteProtectSeq.Value % 2);
        Assert.True(Parent.Struct.WriteProtectSeq.ReadRetry(before));
    }

    [Fact]
    public void M6_an_unshare_after_it_copies_in_the_caller_and_leaves_the_other_side_the_old_page()
    {
        Vma vma = _process.Map(0, 1);
        Assert.Equal(FaultResult.None, Process.Write(vma, 0));
        Mm child = Forked();
        Folio old = _process.FolioOf(0);
        Assert.Equal(FaultResult.None, Process.Fault(child.Vmas[0], Process.Page(0), FaultFlags.Unshare));
        Assert.Equal(old, _process.FolioOf(0));
        Assert.NotEqual(old, _process.FolioOf(0, child));
        Assert.True(_process.FolioOf(0, child).IsAnonExclusive && !_process.PteOf(0, child).Write);
    }

    [Fact]
    public void Shared_memory_stays_shared()
    {
        _process.Map(0, 2, Process.ReadWrite | VmaFlags.Shared | VmaFlags.MayShare);
        Assert.True(_process.Cpu(0).Store(Process.Page(0), 5));
        Mm child = Forked();
        Assert.True(_process.Cpu(1, child).Store(Process.Page(0), 6));
        Assert.True(_process.Cpu(1).Store(Process.Page(1), 7));
        Assert.Equal((6UL, 7UL), (Value(0, Parent), Value(1, child)));
    }

    [Fact]
    public void What_is_not_to_be_copied_is_not_there_and_what_is_to_be_wiped_is_empty()
    {
        _process.Map(0, 1, Process.ReadWrite | VmaFlags.DontCopy);
        _process.Map(2, 1, Process.ReadWrite | VmaFlags.WipeOnFork);
        Assert.True(_process.Cpu(0).Store(Process.Page(2), 5));
        Mm child = Forked();
        Assert.Equal([Process.Page(2)], child.Vmas.Select(vma => vma.Start));
        Assert.Equal((0UL, 5UL), (Value(2, child), Value(2, Parent)));
    }

    [Fact]
    public void A_line_of_generations_sees_each_its_own_and_all_memory_comes_back()
    {
        FrameCount free = _process.Machine.PageAllocator.FreeFrames;
        Mm mm = _process.Mm;
        _process.Map(0, 30);
        List<Mm> living = [mm];
        for (ulong generation = 1; generation < 12; generation++)
        {
            Cpu cpu = _process.Cpu((int)generation % 3, mm);
            for (ulong page = 0; page < 30; page += generation)
            {
                Assert.True(cpu.Store(Process.Page(page), (100 * generation) + page));
            }

            Assert.Equal(Errno.None, mm.Fork(out Mm child));
            living.Add(child);
            mm = generation % 3 == 0 ? living[1] : child;
        }

        Mm idle = _process.NewMm();
        for (int cpu = 0; cpu < 4; cpu++)
        {
            _process.Cpu(cpu, idle);
        }

        living.ForEach(each => each.Put());
        idle.Put();
        _process.Machine.Lru.LruAddDrainAll();
        _process.Machine.Rcu.Barrier();
        Assert.Equal(free.Value + 1, _process.Machine.PageAllocator.FreeFrames.Value);
    }

    [Fact]
    public void A_task_that_is_killed_does_not_get_a_child()
    {
        _process.Map(0, 1);
        _process.Machine.Kill(_process.Machine.CurrentTask);
        Assert.Equal(Errno.Intr, Parent.Fork(out _));
    }

    private Mm Forked()
    {
        Assert.Equal(Errno.None, Parent.Fork(out Mm child));
        return child;
    }

    private ulong Value(ulong page, Mm mm)
    {
        Assert.True(_process.Cpu(2, mm).Load(Process.Page(page), out ulong value));
        return value;
    }
}
