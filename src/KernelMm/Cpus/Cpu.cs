using System.Runtime.CompilerServices;
using KernelMm.Locking;
using KernelMm.Scheduling;
using KernelMm.Tlb;

namespace KernelMm.Cpus;

/// <summary>
/// A CPU: it translates addresses by its own TLB, which nobody keeps up to date, or by walking the tables, and reads and writes
/// memory. The task that uses it runs on it from then on.
/// </summary>
public sealed partial class Cpu
{
    private readonly Machine _machine;
    private readonly LoadedContexts _contexts = new();

    internal Cpu(Machine machine, int number)
    {
        (_machine, Number) = (machine, number);
        Tlb = new CpuTlb(machine.Options, machine.Clock, number);
    }

    /// <summary>Its number, from 0.</summary>
    public int Number { get; }

    /// <summary>The address space whose tables it walks; null before the first is loaded. In Linux: what CR3 says.</summary>
    public Mm? Loaded { get; private set; }

    /// <summary>The last access that ended in a fault. In Linux: CR2.</summary>
    public PageFault LastFault { get; private set; }

    /// <summary>What the last access that could not be carried out ended with, as far as a handler was asked.</summary>
    public Faults.Signal LastSignal => LastSignalInfo.Signal;

    /// <summary>The same, and why.</summary>
    public Faults.SignalInfo LastSignalInfo { get; internal set; }

    internal CpuTlb Tlb { get; }

    /// <summary>
    /// Loads an address space. Translations of the one before stay, tagged as its own; those of this one that were flushed while
    /// the CPU was elsewhere go now. In Linux: <c>switch_mm</c>.
    /// </summary>
    public void SwitchMm(Mm mm)
    {
        Enter();
        nuint flags = _machine.Interrupts.LocalIrqSave();
        ulong self = 1UL << Number;
        if (Loaded is { } previous && previous.Id != mm.Id)
        {
            Points.Before(SharedOperation.ReadModifyWrite, TlbFlush.MaskKind, (ulong)previous.Id);
            Atomic.AndNot(ref previous.Struct.CpuMask, self);
        }

        // First the mask, then the generation: a flush that does not see the bit is one that the generation tells of.
        Points.Before(SharedOperation.ReadModifyWrite, TlbFlush.MaskKind, (ulong)mm.Id);
        Atomic.Or(ref mm.Struct.CpuMask, self);
        if (_contexts.Load(mm.Id, Atomic.Read(ref mm.Struct.TlbGeneration)))
        {
            Tlb.FlushAll(mm.Id);
        }

        Loaded = mm;
        _machine.Interrupts.LocalIrqRestore(flags);
    }

    /// <summary>Reads 8 bytes.</summary>
    /// <param name="address">A multiple of 8.</param>
    /// <param name="value">What is there; 0 where it could not be read.</param>
    /// <returns>Whether it could be read; if not, <see cref="LastFault"/> says why.</returns>
    public bool Load(VirtualAddress address, out ulong value)
    {
        value = 0;
        return Retry(address, Access.Read, ref value);
    }

    /// <summary>Writes 8 bytes.</summary>
    /// <param name="address">A multiple of 8.</param>
    /// <param name="value">What to write.</param>
    /// <returns>Whether it could be written; if not, <see cref="LastFault"/> says why.</returns>
    public bool Store(VirtualAddress address, ulong value) => Retry(address, Access.Write, ref value);

    /// <summary>Fetches an instruction, of which only the translation is of interest here.</summary>
    /// <param name="address">A multiple of 8.</param>
    /// <returns>Whether it may be executed; if not, <see cref="LastFault"/> says why.</returns>
    public bool Fetch(VirtualAddress address)
    {
        ulong value = 0;
        return Retry(address, Access.Execute, ref value);
    }

    internal void Reset()
    {
        Tlb.Reset();
        _contexts.Reset();
        Loaded = null;
        LastFault = default;
        LastSignalInfo = default;
    }

    internal void Flushed(int mm, ulong generation) => _contexts.Flushed(mm, generation);

    internal void Count(Counter counter) => _machine.Tasks.Current.Count(counter);

    // The fault comes after the instruction: interrupts are on while it is handled.
    private bool Retry(VirtualAddress address, Access access, ref ulong value)
    {
        if ((address.Value & 7) != 0)
        {
            ThrowUnaligned(address);
        }

        while (!Execute(address, access, ref value))
        {
            if (_machine.PageFaultHandler is not { } handler || !handler.HandlePageFault(this, LastFault))
            {
                return false;
            }
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TaskState Enter()
    {
        TaskState current = _machine.Tasks.Current;
        if (current.Cpu != Number)
        {
            Move(current);
        }

        return current;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Move(TaskState current)
    {
        if (current.InterruptsOffDepth != 0)
        {
            throw new Oops($"Task {current.Id} moves to CPU {Number} with the interrupts of CPU {current.Cpu} off.", current.Id);
        }

        current.Cpu = Number;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowUnaligned(VirtualAddress address) =>
        throw new ArgumentOutOfRangeException(nameof(address), address, "An access is to 8 bytes at a multiple of 8.");
}
