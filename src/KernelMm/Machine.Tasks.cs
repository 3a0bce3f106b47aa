using KernelMm.Locking;

namespace KernelMm;

/// <content>What the calling thread, as a task of this machine, is and holds.</content>
public sealed unsafe partial class Machine
{
    /// <summary>The calling task's number, from 1; an actor of an exploration has its own number plus 1.</summary>
    public int CurrentTask => Tasks.Current.Id;

    /// <summary>The number of the CPU that the calling task runs on. In Linux: <c>smp_processor_id</c>.</summary>
    public int CurrentCpu => Tasks.Current.Cpu;

    /// <summary>How many read-side RCU sections the calling task is in. In Linux: <c>rcu_preempt_depth</c>.</summary>
    public int RcuDepth => Tasks.Current.RcuDepth;

    /// <summary>How many spinlocks the calling task holds.</summary>
    public int SpinlocksHeld => Tasks.Current.SpinlocksHeld;

    /// <summary>How many tables the calling task has mapped.</summary>
    public int TablesMapped => Tasks.Current.Mapped.Count;

    /// <summary>Whether sleeping is forbidden to the calling task here. In Linux: <c>in_atomic</c>.</summary>
    public bool InAtomic => Tasks.Current.InAtomic;

    /// <summary>References to frames that the calling task took, less those it put.</summary>
    public int FrameReferences => Tasks.Current.FrameReferences;

    /// <summary>Whether the calling task was killed. In Linux: <c>fatal_signal_pending</c>.</summary>
    public bool FatalSignalPending => Atomic.Read(ref Tasks.Current.FatalSignalPending);

    /// <summary>Says that the calling task may sleep here; where that is forbidden it is an oops. In Linux: <c>might_sleep</c>.</summary>
    [MaySleep]
    public void MightSleep() => Tasks.Current.MightSleep();

    /// <summary>A new spinlock, free.</summary>
    /// <param name="kind">What its class is called, for people and for an explorer: <c>swap_lock</c>.</param>
    public SpinlockPtr NewSpinlock(string kind) => SpinlockTable.Define(kind, Tasks.Current);

    /// <summary>
    /// Checks what a task must have given back when it ends: locks, RCU sections, maps, interrupts and, where a number is given,
    /// references. An oops says what is left. In Linux: <c>do_exit</c> with lockdep.
    /// </summary>
    /// <param name="references">
    /// By how much the task has taken more references to frames than it put: what it left in tables, less what it took out of
    /// them. Null where that is not known.
    /// </param>
    public void CheckBalanced(int? references = null)
    {
        TaskState current = Tasks.Current;
        if (current.InAtomic || current.SemaphoresHeld != 0 || current.FoliosLocked != 0 || current.Mapped.Count != 0)
        {
            string spinlocks = string.Join(", ", current.Spinlocks.ToArray().Select(held => SpinlockTable.NameOf(held).ToString()));
            throw new Oops($"Task {current.Id} ends, but {current.Describe()}{(spinlocks.Length == 0 ? "" : $"; the spinlocks are {spinlocks}")}.", current.Id);
        }

        if (references is { } expected && current.FrameReferences != expected)
        {
            throw new Oops($"Task {current.Id} ends with {current.FrameReferences} references to frames on balance instead of {expected}.", current.Id);
        }
    }

    /// <summary>Kills a task: what it waits for in a killable way, now or later, it does not get. In Linux: <c>SIGKILL</c>.</summary>
    /// <param name="task">Its number.</param>
    public void Kill(int task)
    {
        Tasks.WithId(task)?.Kill(Lot);
    }
}
