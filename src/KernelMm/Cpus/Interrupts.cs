using System.Numerics;
using System.Runtime.CompilerServices;
using KernelMm.Locking;
using KernelMm.Scheduling;

namespace KernelMm.Cpus;

/// <summary>Interrupts: sections that shut them out, and those that CPUs send each other.</summary>
internal sealed class Interrupts
{
    private readonly TaskTable _tasks;
    private readonly InterruptGate[] _gates;
    private readonly Injections _injections;

    public Interrupts(Machine machine)
    {
        _injections = machine.Injections;
        _tasks = machine.Tasks;
        _gates = [.. Enumerable.Range(0, machine.Options.Cpus).Select(cpu => new InterruptGate(machine.Lot, cpu))];
    }

    /// <summary>Nobody has them off.</summary>
    public void Reset() => Array.ForEach(_gates, gate => gate.Reset());

    /// <summary>Shuts out the interrupts of the CPU that the task runs on; sections nest. In Linux: <c>local_irq_save</c>.</summary>
    public nuint LocalIrqSave() => LocalIrqSave(_tasks.Current);

    /// <summary><see cref="LocalIrqSave()"/>, by who knows the task.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nuint LocalIrqSave(TaskState current)
    {
        int depth = current.InterruptsOffDepth;
        if (depth == 0)
        {
            _gates[current.Cpu].Close(current);
        }

        current.InterruptsOffDepth = depth + 1;
        return (nuint)depth;
    }

    /// <summary>Ends what <see cref="LocalIrqSave()"/> began. In Linux: <c>local_irq_restore</c>.</summary>
    public void LocalIrqRestore(nuint flags) => LocalIrqRestore(_tasks.Current, flags);

    /// <summary><see cref="LocalIrqRestore(nuint)"/>, by who knows the task.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void LocalIrqRestore(TaskState current, nuint flags)
    {
        if (current.InterruptsOffDepth != (int)flags + 1)
        {
            ThrowUnbalanced(current, flags);
        }

        current.InterruptsOffDepth = (int)flags;
        if (flags == 0)
        {
            _gates[current.Cpu].Open();
        }
    }

    /// <summary>Stands between two operations of a task: where its interrupts are on, an interrupt may be chosen to arrive.</summary>
    public void MayArrive()
    {
        if (_injections.InterruptHandler is not { } handler)
        {
            return;
        }

        TaskState current = _tasks.Current;
        if (current.InterruptsOffDepth != 0 || current.IsInterrupted || current.InterruptsTaken == _injections.InterruptsPerTask)
        {
            return;
        }

        if (Points.Injected(ChoiceKind.Interrupt))
        {
            current.InterruptsTaken++;
            current.IsInterrupted = true;
            nuint flags = LocalIrqSave();
            handler();
            LocalIrqRestore(flags);
            current.IsInterrupted = false;
        }
    }

    /// <summary>
    /// Has each of these CPUs do something, and returns when all have. Another CPU does it when its instruction is over and its
    /// interrupts are on. In Linux: <c>on_each_cpu_mask</c>, waiting.
    /// </summary>
    /// <param name="cpus">The CPUs.</param>
    /// <param name="mask">One bit for each that is meant.</param>
    /// <param name="ipi">What is done.</param>
    public void OnEachCpu<TIpi>(Cpu[] cpus, ulong mask, TIpi ipi)
        where TIpi : struct, IIpi
    {
        TaskState current = _tasks.Current;
        ulong own = 1UL << current.Cpu;
        if ((mask & own) != 0)
        {
            nuint flags = LocalIrqSave();
            ipi.Run(cpus[current.Cpu]);
            LocalIrqRestore(flags);
        }

        for (ulong others = mask & ~own; others != 0; others &= others - 1)
        {
            Send(current, cpus[BitOperations.TrailingZeroCount(others)], ipi);
        }
    }

    /// <summary>Looks at a CPU between two of its instructions, for a checker: no interrupt is counted.</summary>
    public void Quietly<TIpi>(Cpu cpu, TaskState current, TIpi look)
        where TIpi : struct, IIpi
    {
        bool isOwnAlready = cpu.Number == current.Cpu && current.InterruptsOffDepth != 0;
        if (!isOwnAlready)
        {
            _gates[cpu.Number].Close(current);
        }

        look.Run(cpu);
        if (!isOwnAlready)
        {
            _gates[cpu.Number].Open();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowUnbalanced(TaskState current, nuint flags) => throw new Oops(
        $"Task {current.Id} ends an interrupts-off section of depth {flags + 1}, but it is in {current.InterruptsOffDepth}.", current.Id);

    private void Send<TIpi>(TaskState current, Cpu target, TIpi ipi)
        where TIpi : struct, IIpi
    {
        if (current.InterruptsOffDepth != 0)
        {
            throw new Oops($"Task {current.Id} sends CPU {target.Number} an interrupt and waits for it with its own interrupts off; two that do so wait for each other.", current.Id);
        }

        current.Count(Counter.Ipis);
        _gates[target.Number].Close(current);
        try
        {
            ipi.Run(target);
        }
        finally
        {
            _gates[target.Number].Open();
        }
    }
}

/// <summary>What an interrupt from another CPU does. Implemented by structs, so that sending one allocates nothing.</summary>
internal interface IIpi
{
    /// <summary>Runs on that CPU, whose interrupts are off.</summary>
    void Run(Cpu cpu);
}
