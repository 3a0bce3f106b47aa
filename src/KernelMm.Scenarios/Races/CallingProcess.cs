using KernelMm.Cpus;
using KernelMm.Faults;
using KernelMm.Mmap;

namespace KernelMm.Scenarios.Races;

/// <summary>A machine with one address space that was made by system calls alone, and what its pages hold.</summary>
internal sealed class CallingProcess : IDisposable
{
    /// <summary>The first page of six that are private.</summary>
    public const ulong Private = 0;

    /// <summary>The first page of three that are shared; the last was never touched.</summary>
    public const ulong Shared = 10;

    /// <summary>The first page of two that were never touched.</summary>
    public const ulong Untouched = 14;

    /// <summary>A page that grows downwards, where a stack was asked for.</summary>
    public const ulong Stack = 600;

    private static readonly VirtualAddress Base = new(0x4000_0000);

    private Mm _idle;

    private CallingProcess()
    {
        Machine = new Machine(new MachineOptions { Memory = new ByteCount(128 * PageSize.Value), Cpus = 2, PerCpuPages = 0, TlbEntries = 4 });
        Build();
    }

    /// <summary>The pages that hold something: each its number, and one more.</summary>
    public static IReadOnlyList<ulong> Touched { get; } = [0, 1, 2, 3, 4, 5, 10, 11];

    public Machine Machine { get; }

    public Mm Mm { get; private set; }

    /// <summary>A child that lives; null where there is none.</summary>
    public Mm? Child { get; set; }

    /// <summary>How much memory was free before there was the address space.</summary>
    public FrameCount FreeBefore { get; private set; }

    public Cpu Cpu => Machine.Cpus[0];

    public static VirtualAddress Page(ulong page) => Base + Pages(page);

    public static ByteCount Pages(ulong pages) => new(pages << PageShift);

    /// <summary>One for the next execution: the one before, made new, where there is one.</summary>
    public static CallingProcess After(CallingProcess? before)
    {
        if (before is null)
        {
            return new CallingProcess();
        }

        before.Machine.Reset();
        before.Build();
        return before;
    }

    /// <summary>What a page holds; null where it cannot be read.</summary>
    public ulong? Load(ulong page) => Cpu.Load(Page(page), out ulong value) ? value : null;

    /// <summary>Looks whether it is whole, and its child is.</summary>
    public void CheckWhole()
    {
        if (Child is { } child)
        {
            Wholeness.Check(Machine, Mm, child);
        }
        else
        {
            Wholeness.Check(Machine, Mm);
        }
    }

    /// <summary>Ends the address space and its child's, and answers whether all that it had came back.</summary>
    public bool EndsWithNothing()
    {
        Cpu.SwitchMm(_idle);
        Machine.Cpus[1].SwitchMm(_idle);
        Mm.Put();
        Child?.Put();
        Machine.Lru.LruAddDrainAll();
        Machine.Rcu.Barrier();
        return Machine.PageAllocator.FreeFrames == FreeBefore && Machine.Committed == new FrameCount(0);
    }

    public void Dispose() => Machine.Dispose();

    private void Build()
    {
        Machine.PageFaultHandler = UserFaults.Instance;
        _idle = KernelMm.Mm.Alloc(Machine)!.Value;
        FreeBefore = Machine.PageAllocator.FreeFrames;
        Mm = KernelMm.Mm.Alloc(Machine)!.Value;
        Child = null;
        Cpu.SwitchMm(Mm);
        Map(Private, 6, MapFlags.Private);
        Map(Shared, 3, MapFlags.Shared);
        Map(Untouched, 2, MapFlags.Private);
        foreach (ulong page in Touched)
        {
            Cpu.Store(Page(page), page + 1);
        }

        Machine.Lru.LruAddDrainAll();
    }

    /// <summary>Maps what is there only where it is asked for: a stack of one page.</summary>
    public void MapStack() => Map(Stack, 1, MapFlags.Private | MapFlags.GrowsDown);

    private void Map(ulong page, ulong pages, MapFlags flags) =>
        Mm.Mmap(Page(page), Pages(pages), Prot.Read | Prot.Write, flags | MapFlags.Anonymous | MapFlags.Fixed);
}
