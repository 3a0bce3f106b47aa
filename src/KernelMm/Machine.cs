using System.Collections.Concurrent;
using KernelMm.Cpus;
using KernelMm.Faults;
using KernelMm.Folios;
using KernelMm.Locking;
using KernelMm.Physical;
using KernelMm.Rcu;
using KernelMm.Rmap;
using KernelMm.Scheduling;

namespace KernelMm;

/// <summary>
/// One simulated machine: physical memory and what is known of its frames, CPUs, locks, RCU, a clock, and what each thread that
/// runs on it holds. Many can live in one process; nothing here is static.
/// </summary>
public sealed unsafe partial class Machine : IDisposable
{
    private readonly ConcurrentQueue<BadEntryReport> _badEntries = new();
    private readonly Action<int?> _checkBalanced;
    private readonly Action _interrupt;
    private int _mms;
    private long _committed;

    /// <summary>A machine with this much memory, all of it zero, and everything else as <see cref="MachineOptions"/> has it.</summary>
    /// <param name="memory">A multiple of the page size, at least one page.</param>
    public Machine(ByteCount memory)
        : this(new MachineOptions { Memory = memory })
    {
    }

    /// <summary>A machine made of this.</summary>
    public Machine(MachineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        Options = options;
        Arena = new Arena(options.Memory);
        Origin = Arena.Origin;
        MemoryBytes = options.Memory.Value;
        Tasks = new TaskTable(options.Cpus);
        Frames = new FrameTable(Arena.Frames, Tasks);
        Lot = new ParkingLot();
        SpinlockTable = new SpinlockTable(Frames);
        Spinlocks = new SpinlockOperations(Tasks, SpinlockTable, Lot);
        PageAllocator = new PageAllocator(this, Frames, Lot);
        Tables = new TableFrames(this, Frames);
        References = new References(this);
        FolioLock = new FolioLock(this);
        KeepFirstFrame();
        Lru = new LruLists(this);
        MemCgroups = new MemCgroups(this);
        Rcu = new ReadCopyUpdate(this);
        Interrupts = new Interrupts(this);
        CpuArray = [.. Enumerable.Range(0, options.Cpus).Select(number => new Cpu(this, number))];
        (_checkBalanced, _interrupt) = (CheckBalanced, Interrupts.MayArrive);
        Announce();
    }

    /// <summary>What it is made of.</summary>
    public MachineOptions Options { get; }

    /// <summary>Physical memory.</summary>
    public Arena Arena { get; }

    /// <summary>Its time.</summary>
    public Clock Clock { get; } = new();

    /// <summary>Hands out memory.</summary>
    public PageAllocator PageAllocator { get; }

    /// <summary>The references and mappings of frames.</summary>
    public References References { get; }

    /// <summary>The locks of folios.</summary>
    public FolioLock FolioLock { get; }

    /// <summary>The lists from which memory would be reclaimed.</summary>
    public LruLists Lru { get; }

    /// <summary>RCU.</summary>
    public ReadCopyUpdate Rcu { get; }

    /// <summary>What lawfully may happen on it by an explorer's choice.</summary>
    public Injections Injections { get; } = new();

    /// <summary>The CPUs, by number.</summary>
    public IReadOnlyList<Cpu> Cpus => CpuArray;

    /// <summary>
    /// What is asked when an access faults: the core's own faults unless something else is put here. Null: every fault ends the access.
    /// </summary>
    public IPageFaultHandler? PageFaultHandler { get; set; } = UserFaults.Instance;

    /// <summary>What bad entries were found and cleared, oldest first. In Linux: the lines that <c>pmd_ERROR</c> prints.</summary>
    public IReadOnlyCollection<BadEntryReport> BadEntries => _badEntries;

    // The address of the first byte: read before every access to a slot, so no property of another object.
    internal readonly byte* Origin;

    internal readonly ulong MemoryBytes;

    internal FrameTable Frames { get; }

    internal ParkingLot Lot { get; }

    internal TaskTable Tasks { get; }

    internal SpinlockTable SpinlockTable { get; }

    internal SpinlockOperations Spinlocks { get; }

    internal TableFrames Tables { get; }

    internal Interrupts Interrupts { get; }

    internal MemCgroups MemCgroups { get; }

    internal MappingTable Mappings { get; } = new();

    internal Cpu[] CpuArray { get; }

    /// <summary>How often something happened. In Linux: a line of <c>/proc/vmstat</c>.</summary>
    public ulong Count(Counter counter) => Tasks.Sum(counter);

    /// <summary>
    /// Makes it what it was when it was new: all memory free and zero, nobody in a section or with a lock, every TLB empty, time and
    /// counts at nothing, random numbers from their beginning. That costs what was used since, where a new machine costs all it has.
    /// Address spaces, handles and locks of before belong to no machine any more, and are not known to be old. Nobody else may use
    /// the machine meanwhile.
    /// </summary>
    public void Reset()
    {
        PageAllocator.Reset();
        KeepFirstFrame();
        Tasks.Reset();
        SpinlockTable.Reset();
        Rcu.Reset();
        Interrupts.Reset();
        Lru.Reset();
        MemCgroups.Reset();
        Mappings.Reset();
        foreach (Cpu cpu in CpuArray)
        {
            cpu.Reset();
        }

        Clock.Reset();
        while (_badEntries.TryDequeue(out _))
        {
        }

        _mms = 0;
        _committed = 0;
        PageFaultHandler = UserFaults.Instance;
        Injections.Reset();
        Announce();
    }

    /// <summary>Gives back the memory; no slot of this machine may be touched afterwards.</summary>
    public void Dispose()
    {
        Arena.Dispose();
        Frames.Dispose();
        SpinlockTable.Dispose();
        Tasks.Dispose();
    }

    internal void ReportBadEntry(PageTableLevel level, ulong entry) => _badEntries.Enqueue(new BadEntryReport(level, entry));

    // Frame 0 is the zero page: nobody is ever given it.
    private void KeepFirstFrame() =>
        Frames[0] = new FrameInfo { Flags = (uint)(FrameFlags.Allocated | FrameFlags.Head | FrameFlags.Uptodate), RefCount = 1, MapCount = -1 };

    // What is made or made new for an execution is looked at when its actors end, and interrupts them.
    private void Announce()
    {
        if (Explored.IsOn && Explorer.Current is { } explorer)
        {
            explorer.AtExit(_checkBalanced);
            explorer.BetweenOperations(_interrupt);
        }
    }

    /// <summary>How many pages address spaces were promised. In Linux: <c>Committed_AS</c>.</summary>
    public FrameCount Committed => new((ulong)Atomic.Read(ref _committed));

    internal ulong AddCommitted(long pages) => (ulong)Atomic.Add(ref _committed, pages);

    internal int NextMmId() => Atomic.Add(ref _mms, 1);
}

/// <summary>A bad entry that a map found and cleared.</summary>
/// <param name="Level">The level it was found at.</param>
/// <param name="Entry">Its raw value.</param>
public readonly record struct BadEntryReport(PageTableLevel Level, ulong Entry);
