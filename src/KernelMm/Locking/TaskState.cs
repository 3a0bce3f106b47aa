using KernelMm.Physical;
using KernelMm.Scheduling;

namespace KernelMm.Locking;

/// <summary>What one thread holds on one machine. Written by that thread alone, unless said otherwise. In Linux: fields of <c>current</c>.</summary>
internal sealed class TaskState(int id, int cpu, int counters)
{
    /// <summary>What an explorer calls the signal that kills a task.</summary>
    public const string SignalKind = "fatal signal";

    /// <summary>The number that the thread writes into the locks it holds; never 0.</summary>
    public readonly int Id = id;

    /// <summary>
    /// Read-side RCU: the depth in the low 16 bits, above them which grace period had begun last when the outermost section began.
    /// 0 outside of one. One word, so that who waits for readers sees in one look whether it has to wait for this one. Others read it.
    /// </summary>
    public ulong RcuWord;

    /// <summary>How many interrupts-off sections nest here.</summary>
    public int InterruptsOffDepth;

    /// <summary>The number of the CPU that the task runs on.</summary>
    public int Cpu = cpu;

    /// <summary>How many interrupts arrived in it by choice.</summary>
    public int InterruptsTaken;

    /// <summary>Whether one of them is being handled.</summary>
    public bool IsInterrupted;

    public int SpinlocksHeld;

    public int SemaphoresHeld;

    public int FoliosLocked;

    /// <summary>References to frames that the task took, less those it put.</summary>
    public int FrameReferences;

    /// <summary>What it reads without having its lock; null where it does not. Others read it.</summary>
    public QuietReaders? ReadsQuietly;

    /// <summary>A frame that it will soon be handed.</summary>
    public FrameAhead Ahead;

    /// <summary>How many locks and other named things the task has made; with <see cref="Id"/> that names the next one.</summary>
    public int ObjectsMade;

    /// <summary>Whether somebody kills it. Written by others.</summary>
    public bool FatalSignalPending;

    /// <summary>What an explorer was told that the task waits for; null where it does not wait. Read by who kills it.</summary>
    public SharedObject? WaitsFor;

    /// <summary>The tables that its mappings stand on.</summary>
    public MappedTables Mapped;

    /// <summary>What it counted, by <see cref="Counter"/>; others read it.</summary>
    public readonly ulong[] Counts = new ulong[counters];

    // The last thing that a task allocates, and longer than is ever used: what lies behind it may be another task's.
    private readonly SpinlockPtr[] _spinlocks = new SpinlockPtr[16];
    private readonly int _firstCpu = cpu;

    /// <summary>How many read-side RCU sections nest here.</summary>
    public int RcuDepth => (int)(RcuWord & RcuDepthMask);

    /// <summary>The depth's part of <see cref="RcuWord"/>.</summary>
    public const ulong RcuDepthMask = 0xffff;

    /// <summary>One grace period, in <see cref="RcuWord"/> and in <see cref="TaskTable.RcuPeriod"/>.</summary>
    public const ulong RcuOnePeriod = RcuDepthMask + 1;

    /// <summary>Whether the task is in a section that began before this grace period did.</summary>
    public bool IsReaderOf(ulong period) => Volatile.Read(ref RcuWord) is var word && (word & RcuDepthMask) != 0 && (word & ~RcuDepthMask) < period;

    /// <summary>Holds nothing, has done nothing, and is where it was at first.</summary>
    public void Reset()
    {
        Volatile.Write(ref RcuWord, 0);
        (InterruptsOffDepth, SpinlocksHeld, SemaphoresHeld, FoliosLocked) = (0, 0, 0, 0);
        (FrameReferences, ObjectsMade, FatalSignalPending, WaitsFor, ReadsQuietly) = (0, 0, false, null, null);
        (Cpu, Mapped, Ahead, InterruptsTaken, IsInterrupted) = (_firstCpu, default, default, 0, false);
        Array.Clear(Counts);
    }

    /// <summary>Notes a spinlock that was just taken. Past the sixteenth only their number is known.</summary>
    public void Took(SpinlockPtr spinlock)
    {
        int held = SpinlocksHeld++;
        if ((uint)held < (uint)_spinlocks.Length)
        {
            _spinlocks[held] = spinlock;
        }
    }

    /// <summary>Notes that a spinlock was given back, the last taken or not.</summary>
    public void GaveBack(SpinlockPtr spinlock)
    {
        int last = --SpinlocksHeld;
        if ((uint)last >= (uint)_spinlocks.Length || _spinlocks[last] == spinlock)
        {
            return;
        }

        int place = Array.IndexOf(_spinlocks, spinlock, 0, last);
        if (place >= 0)
        {
            Array.Copy(_spinlocks, place + 1, _spinlocks, place, last - place);
        }
    }

    /// <summary>The spinlocks held, the first taken first.</summary>
    public ReadOnlySpan<SpinlockPtr> Spinlocks => _spinlocks.AsSpan(0, Math.Min(SpinlocksHeld, _spinlocks.Length));

    /// <summary>Whether something forbids sleeping here. In Linux: <c>in_atomic</c>.</summary>
    public bool InAtomic => RcuDepth != 0 || SpinlocksHeld != 0 || InterruptsOffDepth != 0;

    /// <summary>Kills the task, which looks whether it was killed when it wakes up.</summary>
    public void Kill(ParkingLot lot)
    {
        Points.Before(SharedOperation.ReadModifyWrite, SignalKind, (ulong)Id);
        Volatile.Write(ref FatalSignalPending, true);
        if (Explored.IsOn && WaitsFor is { } target)
        {
            Points.Wake(target.Kind, target.Id);
        }

        lot.WakeAll();
    }

    /// <summary>Why sleeping is forbidden, or what is held, in words.</summary>
    public string Describe() =>
        $"it is in {RcuDepth} RCU sections, holds {SpinlocksHeld} spinlocks, {SemaphoresHeld} semaphores and {FoliosLocked} folio locks, has {Mapped.Count} tables mapped, and its interrupts are {(InterruptsOffDepth == 0 ? "on" : "off")}";
}
