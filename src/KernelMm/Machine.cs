using System.Collections.Concurrent;
using KernelMm.Locking;
using KernelMm.Physical;
using KernelMm.Rcu;

namespace KernelMm;

/// <summary>
/// One simulated machine: physical memory, its frames' locks, and what each thread that runs on it holds. Many can live in one
/// process; nothing here is static.
/// </summary>
public sealed class Machine : IDisposable
{
    private readonly ConcurrentQueue<BadEntryReport> _badEntries = new();

    /// <summary>A machine with this much memory, all of it zero.</summary>
    /// <param name="memory">A multiple of the page size, at least one page.</param>
    public Machine(ByteCount memory)
    {
        Arena = new Arena(memory);
        Ptlocks = new PtlockTable(Arena.Frames);
        Tasks = new TaskTable();
        Spinlocks = new SpinlockOperations(Tasks);
        Readers = new RcuReaders(Tasks);
    }

    /// <summary>Physical memory.</summary>
    public Arena Arena { get; }

    internal void ReportBadEntry(PageTableLevel level, ulong entry) => _badEntries.Enqueue(new BadEntryReport(level, entry));

    internal PtlockTable Ptlocks { get; }

    internal TaskTable Tasks { get; }

    internal SpinlockOperations Spinlocks { get; }

    internal RcuReaders Readers { get; }

    /// <summary>What bad entries were found and cleared, oldest first. In Linux: the lines that <c>pmd_ERROR</c> prints.</summary>
    public IReadOnlyCollection<BadEntryReport> BadEntries => _badEntries;

    /// <summary>How many read-side RCU sections the current thread is in. In Linux: <c>rcu_preempt_depth</c>.</summary>
    public int RcuDepth => Tasks.Current.RcuDepth;

    /// <summary>How many spinlocks the current thread holds.</summary>
    public int SpinlocksHeld => Tasks.Current.SpinlocksHeld;

    /// <summary>Gives back the memory; no slot of this machine may be touched afterwards.</summary>
    public void Dispose()
    {
        Arena.Dispose();
        Ptlocks.Dispose();
        Tasks.Dispose();
    }
}

/// <summary>A bad entry that a map found and cleared.</summary>
/// <param name="Level">The level it was found at.</param>
/// <param name="Entry">Its raw value.</param>
public readonly record struct BadEntryReport(PageTableLevel Level, ulong Entry);
