using KernelMm.Cpus;
using KernelMm.Physical;
using static KernelMm.Cpus.TlbFlush;

namespace KernelMm.Tests.Cpus;

public sealed class Stale_translations_are_caught : IDisposable
{
    private static readonly VirtualAddress Address = UserMemory.Address;

    private readonly UserMemory _memory = new();
    private readonly Frame _frame;
    private readonly Cpu _cpu;

    public Stale_translations_are_caught()
    {
        _frame = _memory.NewFrame();
        _memory.Map(Address, _frame, Prots.Shared);
        _cpu = _memory.Cpu(0);
        Assert.True(_cpu.Store(Address, 1));
    }

    public void Dispose() => _memory.Dispose();

    [Fact]
    public void When_the_frame_was_freed_before_the_flush()
    {
        _memory.Map(Address, default(Pte));
        _memory.Machine.PageAllocator.FreePages(_frame);

        Oops oops = Assert.Throws<Oops>(() => _cpu.Load(Address, out _));

        Assert.Equal(_frame.Pfn, oops.Freed!.Value.Pfn);
    }

    [Fact]
    public void When_the_frame_is_somebody_elses_by_now()
    {
        _memory.Map(Address, default(Pte));
        _memory.Machine.PageAllocator.FreePages(_frame);
        Assert.Equal(_frame.Pfn, _memory.NewFrame().Pfn);

        Assert.True(Assert.Throws<Oops>(() => _cpu.Store(Address, 2)).Freed!.Value.Reallocated);
    }

    [Fact]
    public void But_not_when_it_was_flushed_first()
    {
        _memory.Map(Address, default(Pte));
        FlushTlbPage(_memory.Mm, Address);
        _memory.Machine.PageAllocator.FreePages(_frame);

        Assert.False(_cpu.Load(Address, out _));
    }

    [Fact]
    public void When_rights_were_taken_away_and_the_flush_was_due()
    {
        _memory.Map(Address, _frame, Prots.Read);
        Assert.True(_cpu.Store(Address, 2));

        FlushIsDue(_memory.Mm, Address, Address + PageSize);

        Assert.Contains("stale TLB entry", Assert.Throws<Oops>(() => _cpu.Store(Address, 3)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void When_another_page_is_there_and_the_flush_was_due()
    {
        _memory.Map(Address, _memory.NewFrame(), Prots.Shared);

        FlushIsDue(_memory.Mm, default, default);

        Assert.Throws<Oops>(() => _cpu.Load(Address, out _));
    }

    [Fact]
    public void But_not_when_rights_were_only_given_or_nothing_changed()
    {
        Frame readOnly = _memory.NewFrame();
        _memory.Map(Address + PageSize, readOnly, Prots.Read);
        Assert.True(_cpu.Load(Address + PageSize, out _));
        _memory.Map(Address + PageSize, readOnly, Prots.Shared);

        FlushIsDue(_memory.Mm, default, default);

        Assert.True(_cpu.Load(Address, out _));
        Assert.True(_cpu.Store(Address + PageSize, 1));
    }

    [Fact]
    public void A_table_that_was_freed_is_not_walked()
    {
        PmdPtr pmd = _memory.PmdOf(Address);
        Pgalloc.TableFreeing.TableFree(_memory.Mm, PmdpGet(_memory.Mm, pmd).TableAddress);
        FlushTlbPage(_memory.Mm, Address);

        Assert.NotNull(Assert.Throws<Oops>(() => _cpu.Load(Address, out _)).Freed);
    }

    [Fact]
    public void A_page_where_there_is_no_memory_is_not_reached()
    {
        _memory.Map(Address + PageSize, PfnPte(new Pfn(1UL << 30), Prots.Shared));

        Assert.Throws<Oops>(() => _cpu.Load(Address + PageSize, out _));
    }
}
