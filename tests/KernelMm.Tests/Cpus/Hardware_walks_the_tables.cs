using KernelMm.Cpus;
using KernelMm.Physical;

namespace KernelMm.Tests.Cpus;

public sealed class Hardware_walks_the_tables : IDisposable
{
    private static readonly VirtualAddress Address = UserMemory.Address;

    private readonly UserMemory _memory = new();
    private readonly Frame _frame;
    private readonly Cpu _cpu;

    public Hardware_walks_the_tables()
    {
        _frame = _memory.NewFrame();
        _cpu = _memory.Cpu(0);
    }

    public void Dispose() => _memory.Dispose();

    private static Pte Clean(Pgprot protection, Frame frame) => PfnPte(frame.Pfn, protection).MkOld().MkClean();

    [Fact]
    public void A_read_marks_the_entry_accessed_and_a_write_dirty()
    {
        _memory.Map(Address, Clean(Prots.Shared, _frame));

        Assert.True(_cpu.Load(Address, out _));
        Assert.Equal((true, false), (_memory.PteOf(Address).Young, _memory.PteOf(Address).Dirty));
        Assert.True(_cpu.Store(Address, 5));
        Assert.True(_memory.PteOf(Address).Dirty);
        Assert.Equal(5UL, _memory.Word(_frame));
    }

    [Fact]
    public void A_refused_write_marks_nothing()
    {
        _memory.Map(Address, Clean(Prots.Read, _frame));

        Assert.False(_cpu.Store(Address, 5));

        Assert.Equal((false, false), (_memory.PteOf(Address).Young, _memory.PteOf(Address).Dirty));
        Assert.Equal((Access.Write, true), (_cpu.LastFault.Access, _cpu.LastFault.IsProtection));
    }

    [Fact]
    public void A_second_write_does_not_look_at_the_table_and_a_first_one_does()
    {
        _memory.Map(Address, Clean(Prots.Shared, _frame));
        Assert.True(_cpu.Store(Address, 1));

        // Known to be dirty: the table may say what it wants.
        _memory.Map(Address, Clean(Prots.Read, _frame));
        Assert.True(_cpu.Store(Address, 2));
        Assert.False(_memory.PteOf(Address).Dirty);

        // Known as writable, but not as dirty: the table is asked, and refuses.
        VirtualAddress other = Address + PageSize;
        _memory.Map(other, Clean(Prots.Shared, _frame));
        Assert.True(_cpu.Load(other, out _));
        _memory.Map(other, Clean(Prots.Read, _frame));
        Assert.False(_cpu.Store(other, 3));
        Assert.Equal(2UL, _memory.Word(_frame));
    }

    [Fact]
    public void Tables_are_marked_on_the_way_where_hardware_does_that_and_else_left_alone()
    {
        _memory.Map(Address, Clean(Prots.Shared, _frame));
        PmdPtr pmd = _memory.PmdOf(Address);
        ulong mark = HardwareWalk.MarkTable(PmdShift, 0);
        Pmd unmarked = new(PmdpGet(_memory.Mm, pmd).Value & ~mark);
        SetPmd(_memory.Mm, pmd, unmarked);

        Assert.True(_cpu.Load(Address, out _));

        Assert.Equal(unmarked.Value | mark, PmdpGet(_memory.Mm, pmd).Value);
        Assert.Equal(HardwareWalk.MarkedBy == MarkedBy.Hardware, mark != 0);
    }

    [Theory]
    [InlineData(VmaFlags.Read, false)]
    [InlineData(VmaFlags.Read | VmaFlags.Exec, true)]
    [InlineData(VmaFlags.Read | VmaFlags.Write | VmaFlags.Shared, false)]
    public void Only_what_is_executable_is_fetched(VmaFlags allowed, bool isFetched)
    {
        _memory.Map(Address, _frame, ProtectionMap((int)allowed));

        Assert.Equal(isFetched, _cpu.Fetch(Address));
    }

    [Theory]
    [InlineData(false, TranslationResult.NotMapped)]
    [InlineData(true, TranslationResult.NotCanonical)]
    public void What_is_not_there_faults(bool isNowhere, TranslationResult reason)
    {
        Assert.False(_cpu.Load(isNowhere ? new VirtualAddress(1UL << 63) : Address, out ulong value));

        Assert.Equal((0UL, reason), (value, _cpu.LastFault.Reason));
        Assert.Equal(1UL, _memory.Machine.Count(Counter.Faults));
    }

    [Fact]
    public void A_handler_that_repairs_the_fault_has_the_access_tried_again()
    {
        _memory.Machine.PageFaultHandler = new MapsTheFrame(_memory, _frame);

        Assert.True(_cpu.Store(Address, 9));

        Assert.Equal(9UL, _memory.Word(_frame));
    }

    [Fact]
    public void No_dirty_bit_is_lost_to_a_race_with_software()
    {
        _memory.Map(Address, Clean(Prots.Shared, _frame));
        PmdPtr pmd = _memory.PmdOf(Address);
        int dirty = 0;
        ulong value = 0;
        Threads.Beside(
            () =>
            {
                _memory.Cpu(0);
                ulong known = 0;
                for (int round = 0; round < 10_000; round++)
                {
                    // Entry taken away, translations flushed: from here on nobody writes. If the page was written since the
                    // last time, the entry must have said so.
                    Pte taken = TakeAway(pmd);
                    TlbFlush.FlushTlbPage(_memory.Mm, Address);
                    ulong now = _memory.Word(_frame);
                    Assert.True(now == known || taken.Dirty, $"The page went from {known} to {now}, and the entry was clean.");
                    dirty += taken.Dirty ? 1 : 0;
                    known = now;
                    _memory.Map(Address, taken.MkClean().MkOld());
                    if (round % 2 == 0)
                    {
                        Protect(pmd);
                    }

                    if (round % 8 == 0)
                    {
                        // So that the other one writes, also where both share a processor.
                        Thread.Yield();
                    }
                }
            },
            () =>
            {
                Cpu cpu = _memory.Machine.Cpus[1];
                if (cpu.Loaded is null)
                {
                    cpu.SwitchMm(_memory.Mm);
                }

                cpu.Store(Address, ++value);
            });

        Assert.True(dirty > 10, $"The page was dirty only {dirty} times.");
    }

    private Pte TakeAway(PmdPtr pmd)
    {
        PtePtr pte = PteOffsetMapLock(_memory.Mm, pmd, Address, out SpinlockPtr ptl);
        Assert.False(pte.IsNull);
        Pte taken = PtepGetAndClear(_memory.Mm, pte);
        PteUnmapUnlock(_memory.Mm, pte, ptl);
        return taken;
    }

    // Read-only and back again, keeping what hardware says meanwhile.
    private void Protect(PmdPtr pmd)
    {
        PtePtr pte = PteOffsetMapLock(_memory.Mm, pmd, Address, out SpinlockPtr ptl);
        Assert.False(pte.IsNull);
        PtepSetWrprotect(_memory.Mm, pte);
        TlbFlush.FlushTlbPage(_memory.Mm, Address);
        SetPte(_memory.Mm, pte, PtepGet(_memory.Mm, pte).MkWrite());
        PteUnmapUnlock(_memory.Mm, pte, ptl);
    }

    private sealed class MapsTheFrame(UserMemory memory, Frame frame) : IPageFaultHandler
    {
        public bool HandlePageFault(Cpu cpu, PageFault fault)
        {
            memory.Map(fault.Address, frame, Prots.Shared);
            return true;
        }
    }
}
