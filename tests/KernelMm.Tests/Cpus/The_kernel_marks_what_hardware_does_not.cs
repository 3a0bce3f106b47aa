using KernelMm.Cpus;
using KernelMm.Tests.Faults;

namespace KernelMm.Tests.Cpus;

public sealed class The_kernel_marks_what_hardware_does_not
{
    private const string HardwareAlways = "Hardware always marks here.";

    public static bool IsEither => HardwareWalk.MarkedBy == MarkedBy.Either;

    private static MachineOptions Marking(bool byHardware) =>
        new() { Memory = new ByteCount(1024 * PageSize.Value), HardwareMarks = byHardware };

    [Theory(Skip = HardwareAlways, SkipUnless = nameof(IsEither))]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public void An_old_page_is_young_after_a_read_with_or_without_a_fault(bool byHardware, ulong faults)
    {
        using Process process = new(Marking(byHardware));
        process.Map(0, 1);
        Cpu cpu = process.Cpu(0);
        Assert.True(cpu.Store(Process.Page(0), 7));
        Change(process, cpu, entry => entry.MkOld());

        Assert.True(cpu.Load(Process.Page(0), out ulong value));

        Assert.Equal((7UL, true), (value, process.PteOf(0).Young));
        Assert.Equal(faults, process.Machine.Count(Counter.Faults));
    }

    [Theory(Skip = HardwareAlways, SkipUnless = nameof(IsEither))]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public void A_clean_writable_page_is_dirty_after_a_write_with_or_without_a_fault(bool byHardware, ulong faults)
    {
        using Process process = new(Marking(byHardware));
        process.Map(0, 1);
        Cpu cpu = process.Cpu(0);
        Assert.True(cpu.Store(Process.Page(0), 7));
        Change(process, cpu, entry => entry.MkClean());
        Assert.True(process.PteOf(0).Write);

        Assert.True(cpu.Store(Process.Page(0), 8));

        Assert.Equal((true, true), (process.PteOf(0).Dirty, process.PteOf(0).Write));
        Assert.Equal(faults, process.Machine.Count(Counter.Faults));
    }

    [Fact]
    public void A_machine_that_cannot_be_is_refused()
    {
        if (HardwareWalk.MarkedBy == MarkedBy.Hardware)
        {
            Assert.Throws<ArgumentException>(() => new Machine(Marking(byHardware: false)));
        }
        else
        {
            using Machine machine = new(Marking(byHardware: false));
            Assert.False(machine.Options.HardwareMarks);
        }
    }

    private static void Change(Process process, Cpu cpu, Func<Pte, Pte> change)
    {
        Mm mm = process.Mm;
        PmdPtr pmd = Pgalloc.PmdLookup.Find(mm, Process.Page(0));
        PtePtr pte = PteOffsetMapLock(mm, pmd, Process.Page(0), out SpinlockPtr ptl);
        Assert.False(pte.IsNull);
        SetPte(mm, pte, change(PtepGet(mm, pte)));
        PteUnmapUnlock(mm, pte, ptl);
        TlbFlush.FlushTlbPage(mm, Process.Page(0));
    }
}
