using KernelMm.Cpus;
using KernelMm.Faults;
using KernelMm.Folios;
using KernelMm.Physical;
using KernelMm.Tests.Faults;

namespace KernelMm.Tests.Gather;

public sealed class The_gather
{
    private const VmaFlags Shared = Process.ReadWrite | VmaFlags.Shared | VmaFlags.MayShare;
    private const int Many = 12_000;

    private static MachineOptions Options(MmuGatherKind kind = MmuGatherKind.Smp) =>
        new() { Memory = new ByteCount(16384 * PageSize.Value), MmuGather = kind, Cpus = kind == MmuGatherKind.Up ? 1 : 4 };

    [Fact]
    public void N3_flushes_where_two_batches_are_full_of_dirty_pages_and_at_the_end_of_each_table()
    {
        const int Pages = 2000;
        using Process process = Filled(Shared, Pages, write: true);

        // Of one table so many are delayed at a time as fit into the gather itself and one page.
        int tables = Pages / PtrsPerPte;
        int room = GatherBatches.Bundle + GatherBatches.PerPage - (2 * GatherBatches.Spare);
        int flushes = (tables * Flushes(PtrsPerPte)) + Flushes(Pages - (tables * PtrsPerPte));
        Assert.Equal((ulong)flushes, FlushesOfZapping(process, Pages));

        int Flushes(int pages) => (pages + room - 1) / room;
    }

    [Fact]
    public void N4_clean_pages_of_a_file_force_no_flush_before_the_end()
    {
        using Process process = Filled(Shared, pages: 400, write: false);
        Assert.Equal(1UL, FlushesOfZapping(process, 400));
    }

    [Fact]
    public void N5_anonymous_dirty_pages_are_never_delayed()
    {
        using Process process = Filled(Process.ReadWrite, pages: 400, write: true);
        Assert.Equal(1UL, FlushesOfZapping(process, 400));
    }

    [Fact]
    public void N6_on_one_CPU_no_dirty_page_forces_a_flush()
    {
        using Process process = Filled(Shared, pages: 400, write: true, MmuGatherKind.Up);
        Assert.Equal(1UL, FlushesOfZapping(process, 400));
    }

    [Fact]
    public void N6_where_every_entry_is_flushed_when_it_is_cleared_nothing_waits()
    {
        using Process process = Filled(Process.ReadWrite, pages: 100, write: true, MmuGatherKind.NoGather);
        FrameCount free = process.Machine.PageAllocator.FreeFrames;
        ulong before = process.Machine.Count(Counter.TlbFlushOne);
        Zap.Zapping.ZapPageRangeSingle(process.Mm.Vmas[0], Process.Address, new ByteCount(100 << PageShift));
        Assert.Equal(100UL, process.Machine.Count(Counter.TlbFlushOne) - before);
        Assert.Equal(free.Value + 100, process.Machine.PageAllocator.FreeFrames.Value);
    }

    [Fact]
    public void N7_so_many_pages_fit_that_one_flush_is_for_nearly_ten_thousand()
    {
        using Process process = Filled(Process.ReadWrite, pages: Many, write: true);
        Assert.Equal(2UL, FlushesOfZapping(process, Many));
    }

    [Fact]
    public void N7_without_memory_for_a_batch_it_flushes_whenever_its_own_few_are_full()
    {
        using Process process = Filled(Process.ReadWrite, pages: 64, write: true);
        process.Machine.PageAllocator.Failures.When(request => request.Gfp == Gfp.Atomic);
        const int Room = GatherBatches.Bundle - GatherBatches.Spare;
        Assert.Equal((ulong)((64 + Room - 1) / Room), FlushesOfZapping(process, 64));
    }

    [Fact]
    public void N7_what_fits_is_gathered_without_a_flush_and_one_page_more_is_not()
    {
        int room = GatherBatches.Bundle - GatherBatches.Spare + (GatherBatches.MaxPages * (GatherBatches.PerPage - GatherBatches.Spare));
        using Process process = Filled(Process.ReadWrite, (ulong)room + 1, write: true);
        ulong before = process.Machine.Count(Counter.TlbFlushRange);
        KernelMm.MmuGather tlb = KernelMm.MmuGather.TlbGatherMmu(process.Mm);
        Vma vma = process.Mm.Vmas[0];
        Zap.Zapping.UnmapVmas(ref tlb, [vma], vma.Start, Process.Page((ulong)room - 1));
        Assert.Equal(0UL, process.Machine.Count(Counter.TlbFlushRange) - before);
        Zap.Zapping.UnmapVmas(ref tlb, [vma], Process.Page((ulong)room - 1), vma.End);
        Assert.Equal(1UL, process.Machine.Count(Counter.TlbFlushRange) - before);
        tlb.TlbFinishMmu();
        Assert.Equal(2UL, process.Machine.Count(Counter.TlbFlushRange) - before);
    }

    [Fact]
    public void N8_two_at_a_time_flush_everything_at_the_end()
    {
        using Process process = Filled(Process.ReadWrite, pages: 4, write: true);
        KernelMm.MmuGather other = KernelMm.MmuGather.TlbGatherMmu(process.Mm);
        ulong before = process.Machine.Count(Counter.TlbFlushAll);
        Zap.Zapping.ZapPageRangeSingle(process.Mm.Vmas[0], Process.Address, PageSize);
        Assert.Equal(1UL, process.Machine.Count(Counter.TlbFlushAll) - before);
        other.TlbFinishMmu();
        Assert.Equal(0, process.Mm.Struct.TlbFlushPending);
    }

    [Fact]
    public void N11_a_translation_that_another_CPU_has_is_gone_before_the_frame_is_free()
    {
        using Process process = Filled(Process.ReadWrite, pages: 4, write: true);
        Cpu other = process.Cpu(1);
        Assert.True(other.Store(Process.Address, 1));
        Vma vma = process.Mm.Vmas[0];
        Zap.Zapping.ZapPageRangeSingle(vma, Process.Address, vma.Size);

        // A CPU that went by the old translation would be an oops: the frame was freed.
        Assert.True(other.Load(Process.Address, out ulong value));
        Assert.Equal(0UL, value);
    }

    private static ulong FlushesOfZapping(Process process, int pages)
    {
        ulong before = process.Machine.Count(Counter.TlbFlushRange);
        Zap.Zapping.ZapPageRangeSingle(process.Mm.Vmas[0], Process.Address, new ByteCount((ulong)pages << PageShift));
        return process.Machine.Count(Counter.TlbFlushRange) - before;
    }

    private static Process Filled(VmaFlags flags, ulong pages, bool write, MmuGatherKind kind = MmuGatherKind.Smp)
    {
        Process process = new(Options(kind));
        Vma vma = process.Map(0, pages, flags);
        process.Cpu(0);
        for (ulong page = 0; page < pages; page++)
        {
            Assert.Equal(FaultResult.None, write ? Process.Write(vma, page) : Process.Read(vma, page));
        }

        return process;
    }
}
