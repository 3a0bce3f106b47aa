using KernelMm.Locking;
using KernelMm.Scheduling;

namespace KernelMm.Cpus;

/// <summary>
/// Taking translations out of TLBs: on every CPU that may have one, each of which does it between two instructions and with its
/// interrupts on, and the caller waits for all. It must not have its own interrupts off. In Linux: <c>arch/*/mm/tlb.c</c>.
/// </summary>
public static class TlbFlush
{
    internal const string MaskKind = "mm_cpumask";

    /// <summary>Flushes one page, of whatever size. In Linux: <c>flush_tlb_page</c>.</summary>
    public static void FlushTlbPage(Mm mm, VirtualAddress address) => Flush(mm, address, address, Counter.TlbFlushOne);

    /// <summary>Flushes a range. In Linux: <c>flush_tlb_mm_range</c>.</summary>
    /// <param name="mm">The address space.</param>
    /// <param name="start">The first address.</param>
    /// <param name="end">The exclusive end; 0 for the end of the 64-bit word.</param>
    public static void FlushTlbMmRange(Mm mm, VirtualAddress start, VirtualAddress end) =>
        Flush(mm, start, new VirtualAddress(end.Value - 1), Counter.TlbFlushRange);

    /// <summary>Flushes an address space, except what is global. In Linux: <c>flush_tlb_mm</c>.</summary>
    public static void FlushTlbMm(Mm mm) => Flush(mm, default, new VirtualAddress(ulong.MaxValue), Counter.TlbFlushAll);

    /// <summary>Flushes everything on every CPU. In Linux: <c>flush_tlb_all</c>.</summary>
    public static void FlushTlbAll(Machine machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        machine.Interrupts.OnEachCpu(machine.CpuArray, ulong.MaxValue >> (64 - machine.CpuArray.Length), default(Everything));
    }

    /// <summary>Flushes one page on the CPU of the calling task only. In Linux: <c>flush_tlb_one_user</c>.</summary>
    public static void LocalFlushTlbPage(Mm mm, VirtualAddress address)
    {
        ulong self = 1UL << mm.Machine.Tasks.Current.Cpu;
        mm.Machine.Interrupts.OnEachCpu(mm.Machine.CpuArray, self, new Range(mm.Id, address, address, 0, Counter.TlbFlushOne));
    }

    /// <summary>
    /// Returns when every CPU was seen outside of an interrupts-off section: what walks tables that way has left those it was
    /// in. In Linux: <c>tlb_remove_table_sync_one</c>.
    /// </summary>
    public static void TlbRemoveTableSyncOne(Machine machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        machine.Interrupts.OnEachCpu(machine.CpuArray, ulong.MaxValue >> (64 - machine.CpuArray.Length), default(Nothing));
    }

    /// <summary>
    /// Says that by now no CPU may use a translation of this range that is not what the tables say: whoever does is caught. Stands
    /// where the kernel promises it, such as before freed memory is handed out or a system call returns.
    /// </summary>
    /// <param name="mm">The address space.</param>
    /// <param name="start">The first address.</param>
    /// <param name="end">The exclusive end; 0 for the end of the 64-bit word.</param>
    public static void FlushIsDue(Mm mm, VirtualAddress start, VirtualAddress end)
    {
        TaskState current = mm.Machine.Tasks.Current;
        foreach (Cpu cpu in mm.Machine.CpuArray)
        {
            mm.Machine.Interrupts.Quietly(cpu, current, new Due(mm, start, new VirtualAddress(end.Value - 1), current.Id));
        }
    }

    private static void Flush(Mm mm, VirtualAddress first, VirtualAddress last, Counter counter)
    {
        // First the generation, then the mask; see Cpu.SwitchMm.
        Points.Before(SharedOperation.ReadModifyWrite, MaskKind, (ulong)mm.Id);
        ulong generation = Atomic.Add(ref mm.Struct.TlbGeneration, 1);
        ulong mask = Atomic.Read(ref mm.Struct.CpuMask);
        mm.Machine.Interrupts.OnEachCpu(mm.Machine.CpuArray, mask, new Range(mm.Id, first, last, generation, counter));
    }

    private readonly struct Range(int mm, VirtualAddress first, VirtualAddress last, ulong generation, Counter counter) : IIpi
    {
        public void Run(Cpu cpu)
        {
            cpu.Count(counter);
            cpu.Flushed(mm, generation);
            if (counter == Counter.TlbFlushAll)
            {
                cpu.Tlb.FlushAll(mm);
            }
            else
            {
                cpu.Tlb.FlushRange(mm, first, last);
            }
        }
    }

    private readonly struct Everything : IIpi
    {
        public void Run(Cpu cpu)
        {
            cpu.Count(Counter.TlbFlushAll);
            cpu.Tlb.FlushAll(context: null);
        }
    }

    private readonly struct Nothing : IIpi
    {
        public void Run(Cpu cpu)
        {
        }
    }

    private readonly struct Due(Mm mm, VirtualAddress first, VirtualAddress last, int task) : IIpi
    {
        public void Run(Cpu cpu) => cpu.Tlb.FlushIsDue(mm, first, last, task);
    }
}
