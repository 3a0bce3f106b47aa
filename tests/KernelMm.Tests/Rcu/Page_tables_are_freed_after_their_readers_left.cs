using KernelMm.Pgalloc;

namespace KernelMm.Tests.Rcu;

public sealed class Page_tables_are_freed_after_their_readers_left : IDisposable
{
    private readonly UserMemory _memory = new();
    private readonly PmdPtr _pmd;
    private readonly PhysicalAddress _table;

    public Page_tables_are_freed_after_their_readers_left()
    {
        _pmd = _memory.PmdOf(UserMemory.Address);
        Assert.False(PteAlloc(_memory.Mm, _pmd));
        _table = PmdpGet(_memory.Mm, _pmd).TableAddress;
    }

    private Mm Mm => _memory.Mm;

    public void Dispose() => _memory.Dispose();

    [Fact]
    public void A_late_reader_sees_an_empty_table_and_the_frame_is_free_when_it_has_left()
    {
        ulong free = _memory.Machine.PageAllocator.FreeFrames.Value;
        PtePtr pte = PteOffsetMap(Mm, _pmd, UserMemory.Address);
        Assert.False(pte.IsNull);
        PmdClear(Mm, _pmd);
        TableFreeing.PteFreeDefer(Mm, _table);

        _memory.Machine.Rcu.Poll();
        Assert.True(PtepGet(Mm, pte).None);
        Assert.Equal(free, _memory.Machine.PageAllocator.FreeFrames.Value);

        PteUnmap(Mm, pte);
        _memory.Machine.Rcu.Poll();
        Assert.Equal(free + 1, _memory.Machine.PageAllocator.FreeFrames.Value);
    }

    [Fact]
    public void A_table_that_is_freed_at_once_under_a_reader_is_an_oops_that_says_so()
    {
        PtePtr pte = PteOffsetMap(Mm, _pmd, UserMemory.Address);
        Assert.False(pte.IsNull);
        int freer = 0;
        Threads.Elsewhere(() =>
        {
            freer = _memory.Machine.CurrentTask;
            PmdClear(Mm, _pmd);
            TableFreeing.TableFree(Mm, _table);
        });

        Oops oops = Assert.Throws<Oops>(() => PtepGet(Mm, pte));

        Assert.Equal((freer, false), (oops.Freed!.Value.Task, oops.Freed!.Value.Reallocated));
        PteUnmap(Mm, pte);
    }

    [Fact]
    public void So_it_is_when_another_table_lies_in_the_frame_since()
    {
        PtePtr pte = PteOffsetMap(Mm, _pmd, UserMemory.Address);
        Assert.False(pte.IsNull);
        TableFreeing.TableFree(Mm, _table);
        Assert.Equal(_table, TableFreeing.PteAllocOne(Mm, KernelMm.Physical.Gfp.Atomic));

        Oops read = Assert.Throws<Oops>(() => PtepGet(Mm, pte));
        Oops written = Assert.Throws<Oops>(() => PteClear(Mm, pte));

        Assert.True(read.Freed!.Value.Reallocated && written.Freed!.Value.Reallocated);
        PteUnmap(Mm, pte);
    }

    [Fact]
    public void Mapping_what_a_slot_still_names_after_it_was_freed_is_an_oops()
    {
        TableFreeing.TableFree(Mm, _table);

        Assert.NotNull(Assert.Throws<Oops>(() => PteOffsetMap(Mm, _pmd, UserMemory.Address)).Freed);
    }

    [Fact]
    public void A_table_that_is_not_empty_cannot_be_freed_later()
    {
        _memory.Map(UserMemory.Address, _memory.NewFrame(), Prots.Shared);

        Oops oops = Assert.Throws<Oops>(() => TableFreeing.PteFreeDefer(Mm, _table));

        Assert.Contains($"its entry {PteIndex(UserMemory.Address)} is not none", oops.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_may_be_written_into_a_table_once_it_is_detached()
    {
        PtePtr pte = PteOffsetMap(Mm, _pmd, UserMemory.Address);
        Assert.False(pte.IsNull);
        TableFreeing.PteFreeDefer(Mm, _table);

        Assert.Contains("detached", Assert.Throws<Oops>(() => SetPte(Mm, pte, PfnPte(new Pfn(7), Prots.Shared))).Message, StringComparison.Ordinal);
        PteClear(Mm, pte);
        Assert.True(PtepGetAndClear(Mm, pte).None);
        Assert.False(PtepTestAndClearYoung(Mm, pte));
        Assert.Throws<Oops>(() => TableFreeing.PteFreeDefer(Mm, _table));
        PteUnmap(Mm, pte);
    }

    [Fact]
    public void Memory_that_holds_no_page_table_is_not_taken_for_one()
    {
        SetPmd(Mm, _pmd, PfnPmd(_memory.NewFrame().Pfn, new Pgprot(PageTable)));

        Assert.Throws<Oops>(() => PteOffsetMap(Mm, _pmd, UserMemory.Address));
    }

    [Fact]
    public void Readers_of_tables_that_come_and_go_never_touch_a_freed_one()
    {
        int mapped = 0;
        Action read = () =>
        {
            PtePtr pte = PteOffsetMap(Mm, _pmd, UserMemory.Address);
            if (pte)
            {
                Assert.True(PtepGet(Mm, pte).None);
                Interlocked.Increment(ref mapped);
                PteUnmap(Mm, pte);
            }

            _memory.Machine.CheckBalanced(references: 0);
        };
        Threads.Beside(
            () =>
            {
                for (int round = 0; round < 20_000; round++)
                {
                    Detach();
                    Assert.False(PteAlloc(Mm, _pmd));
                }
            },
            read,
            read);

        Assert.True(mapped > 100, $"A table was mapped only {mapped} times.");
    }

    // As every detacher does: both locks, then flush (nobody has translations here), then free later.
    private unsafe void Detach()
    {
        SpinlockPtr pml = Mm.PmdLockPtr(_pmd.Slot);
        Mm.SpinLock(pml);
        PhysicalAddress table = PmdpGet(Mm, _pmd).TableAddress;
        SpinlockPtr ptl = Mm.PtlockPtr(table);
        Mm.SpinLockNested(ptl);
        PmdClear(Mm, _pmd);
        Mm.SpinUnlock(ptl);
        Mm.SpinUnlock(pml);
        TableFreeing.PteFreeDefer(Mm, table);
    }
}
