using KernelMm.Locking;
using KernelMm.Rcu;

namespace KernelMm;

/// <summary>What an address space is made of; <see cref="Mm"/> is the handle of one. In Linux: <c>struct mm_struct</c>.</summary>
internal sealed class MmStruct
{
    private uint _flags;
    private int _tlbFlushPending;
    private readonly RssCounters _rss;

    public MmStruct(Machine machine, int id, PhysicalAddress root, MmLimits limits)
    {
        (Machine, Tasks, Rcu, Id, Root, Limits) = (machine, machine.Tasks, machine.Rcu, id, root, limits);
        _rss = new RssCounters(machine.Options.Cpus);
        MmapLock = new MmapLock(machine);
        Mt = new VmaTree(machine, MmapLock, (ulong)id);
        WriteProtectSeq = new SequenceCount(machine, "write_protect_seq");
        MmapBase = limits.MmapBase ?? AddressSpaceLayout.MmapBase(limits);
        StartBrk = Brk = limits.StartBrk;
    }

    public readonly Machine Machine;

    // The machine's, kept here because every map goes by them.
    public readonly TaskTable Tasks;

    public readonly ReadCopyUpdate Rcu;

    /// <summary>From 1, in the order of their making.</summary>
    public readonly int Id;

    public readonly PhysicalAddress Root;

    public readonly MmapLock MmapLock;

    /// <summary>The mappings. In Linux: <c>mm_mt</c>.</summary>
    public readonly VmaTree Mt;

    public readonly MmLimits Limits;

    /// <summary>Odd while a fork takes write rights away, so that a pin taken without locks is noticed. In Linux: <c>write_protect_seq</c>.</summary>
    public readonly SequenceCount WriteProtectSeq;

    /// <summary>How many tasks use it; the last one's leaving empties it. Changes atomically. In Linux: <c>mm_users</c>.</summary>
    public int Users = 1;

    /// <summary>How many keep its top table, all users together counting as one. Changes atomically. In Linux: <c>mm_count</c>.</summary>
    public int Count = 1;

    /// <summary>One bit for each CPU that may have translations of it cached. Changes atomically. In Linux: <c>mm_cpumask</c>.</summary>
    public ulong CpuMask;

    /// <summary>How many flushes of it there were. A CPU that was elsewhere meanwhile knows by it what it missed. In Linux: <c>context.tlb_gen</c>.</summary>
    public ulong TlbGeneration = 1;

    /// <summary>The size of all its tables in bytes. Changes atomically. In Linux: <c>pgtables_bytes</c>.</summary>
    public ulong PgtablesBytes;

    // The rest changes with the lock held for writing.

    /// <summary>How many mappings there are. In Linux: <c>map_count</c>.</summary>
    public int MapCount { get; set; }

    /// <summary>What is mapped, in pages. In Linux: <c>total_vm</c>.</summary>
    public ulong TotalVm { get; set; }

    /// <summary>What of it is locked. In Linux: <c>locked_vm</c>.</summary>
    public ulong LockedVm { get; set; }

    /// <summary>What of it is private, writable and no stack. In Linux: <c>data_vm</c>.</summary>
    public ulong DataVm { get; set; }

    /// <summary>What of it is executable, and neither writable nor a stack. In Linux: <c>exec_vm</c>.</summary>
    public ulong ExecVm { get; set; }

    /// <summary>What of it is stack. In Linux: <c>stack_vm</c>.</summary>
    public ulong StackVm { get; set; }

    /// <summary>A child begins with what its parent has; what it does not get is taken off.</summary>
    public void CopyCounts(MmStruct parent) =>
        (TotalVm, DataVm, ExecVm, StackVm) = (parent.TotalVm, parent.DataVm, parent.ExecVm, parent.StackVm);

    /// <summary>Flags that every new mapping has. In Linux: <c>def_flags</c>.</summary>
    public VmaFlags DefFlags { get; set; }

    /// <summary>Where the search for a place begins, downwards. In Linux: <c>mmap_base</c>.</summary>
    public readonly VirtualAddress MmapBase;

    /// <summary>Where the heap begins. In Linux: <c>start_brk</c>.</summary>
    public readonly VirtualAddress StartBrk;

    /// <summary>Where the heap ends, not rounded. In Linux: <c>brk</c>.</summary>
    public VirtualAddress Brk;

    /// <summary>What is known of it as a whole. In Linux: <c>flags</c>.</summary>
    public MmFlags Flags => (MmFlags)Atomic.Read(ref _flags);

    /// <summary>Notes something, for good. In Linux: <c>set_bit</c>.</summary>
    public void SetFlags(MmFlags flags) => Atomic.Or(ref _flags, (uint)flags);

    /// <summary>How many gathers have taken entries out and not flushed yet. In Linux: <c>tlb_flush_pending</c>.</summary>
    public int TlbFlushPending => Atomic.Read(ref _tlbFlushPending);

    /// <summary>A gather begins. In Linux: <c>inc_tlb_flush_pending</c>.</summary>
    public void IncTlbFlushPending() => Atomic.Add(ref _tlbFlushPending, 1);

    /// <summary>A gather has flushed. In Linux: <c>dec_tlb_flush_pending</c>.</summary>
    public void DecTlbFlushPending() => Atomic.Add(ref _tlbFlushPending, -1);

    /// <summary>How many pages of a kind are resident. In Linux: <c>get_mm_counter</c>.</summary>
    public long Rss(RssCounter counter) => _rss.Sum(counter);

    /// <summary>So many more, or less. In Linux: <c>add_mm_counter</c>.</summary>
    public void AddRss(RssCounter counter, long pages) => _rss.Add(Tasks.Current.Cpu, counter, pages);
}
