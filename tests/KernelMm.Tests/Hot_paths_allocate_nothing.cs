using KernelMm.Cpus;
using KernelMm.Locking;
using KernelMm.Physical;

namespace KernelMm.Tests;

public sealed class Hot_paths_allocate_nothing : IDisposable
{
    private readonly UserMemory _memory = new();

    public void Dispose() => _memory.Dispose();

    public static TheoryData<string> Paths => ["map and lock", "memory", "spinlock", "semaphore", "sequence count", "folio lock", "load and store", "miss", "flush", "rcu"];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Once_they_have_run(string path)
    {
        Action lap = Path(path);
        for (int warm = 0; warm < 100; warm++)
        {
            lap();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < 1000; round++)
        {
            lap();
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private Action Path(string name)
    {
        Machine machine = _memory.Machine;
        Mm mm = _memory.Mm;
        Frame frame = _memory.NewFrame();
        _memory.Map(UserMemory.Address, frame, Prots.Shared);
        PmdPtr pmd = _memory.PmdOf(UserMemory.Address);
        Cpu other = _memory.Cpu(1);
        Cpu cpu = _memory.Cpu(0);
        RwSemaphore semaphore = new(machine, "test");
        SequenceCount sequence = new(machine, "test");
        SpinlockPtr spinlock = machine.NewSpinlock("test");
        return name switch
        {
            "map and lock" => () => MapAndLock(mm, pmd),
            "memory" => () => machine.PageAllocator.FreePages(machine.PageAllocator.AllocPages(Gfp.Atomic, 1)!.Value),
            "spinlock" => InOrder(() => mm.SpinLock(spinlock), () => mm.SpinUnlock(spinlock)),
            "semaphore" => InOrder(semaphore.DownWrite, semaphore.DowngradeWrite, semaphore.UpRead),
            "sequence count" => () => sequence.ReadRetry(sequence.ReadBegin()),
            "folio lock" => InOrder(() => machine.FolioLock.Lock(frame), () => machine.FolioLock.Unlock(frame)),
            "load and store" => () => cpu.Store(UserMemory.Address, cpu.Load(UserMemory.Address, out ulong value) ? value + 1 : 0),
            "miss" => InOrder(() => TlbFlush.LocalFlushTlbPage(mm, UserMemory.Address), () => cpu.Load(UserMemory.Address, out _)),
            "flush" => () => TlbFlush.FlushTlbMmRange(mm, UserMemory.Address, other.Loaded!.Value.Id == mm.Id ? default : UserMemory.Address),
            _ => InOrder(machine.Rcu.ReadLock, machine.Rcu.ReadLock, machine.Rcu.ReadUnlock, machine.Rcu.ReadUnlock),
        };
    }

    private static Action InOrder(params Action[] steps) => () =>
    {
        foreach (Action step in steps)
        {
            step();
        }
    };

    private static void MapAndLock(Mm mm, PmdPtr pmd)
    {
        PtePtr pte = PteOffsetMapLock(mm, pmd, UserMemory.Address, out SpinlockPtr ptl);
        if (!pte)
        {
            throw new InvalidOperationException("There was no table.");
        }

        SetPte(mm, pte, PtepGet(mm, pte).MkYoung());
        PteUnmapUnlock(mm, pte, ptl);
    }
}
