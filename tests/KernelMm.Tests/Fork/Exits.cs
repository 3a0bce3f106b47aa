using KernelMm.Cpus;
using KernelMm.Mmap;
using KernelMm.Tests.Mmap;

namespace KernelMm.Tests.Fork;

/// <summary>The end of an address space; C and a number are the reference's tests.</summary>
public sealed class Exits : IDisposable
{
    private readonly Userland _user = new();

    public void Dispose() => _user.Dispose();

    [Fact]
    public void C9_Take_pages_out_with_the_lock_held_for_reading_and_free_tables_with_it_held_for_writing()
    {
        Mm dying = Filled();
        Filemap.AddressSpace mapping = dying.Vmas[0].Mapping!;
        mapping.IMmapRwsem.DownRead();
        PtePtr pte = PteOffsetMapLock(dying, Pgalloc.PmdLookup.Find(dying, Userland.Page(0)), Userland.Page(0), out SpinlockPtr ptl);
        if (!pte)
        {
            throw new InvalidOperationException("No page table.");
        }

        // Its pages are out when the lock of the table can be had.
        Background exit = Threads.Start(dying.Put);
        Threads.Until(() => dying.MmapLock.IsLocked);
        Assert.True(dying.MmapLock.MmapReadTrylock());
        dying.MmapLock.MmapReadUnlock();
        Assert.Equal(1, dying.Rss(RssCounter.Shmem));
        PteUnmapUnlock(dying, pte, ptl);

        // Its tables are freed when its mappings can be unlinked.
        Threads.Until(() => IsRefused(dying.MmapLock));
        Assert.Equal(0, dying.Rss(RssCounter.Shmem));
        Assert.False(exit.IsDone);
        mapping.IMmapRwsem.UpRead();
        exit.Join();
        Assert.Equal(default, dying.PgtablesBytes);
    }

    private static bool IsRefused(KernelMm.Locking.MmapLock mmapLock)
    {
        bool isTaken = mmapLock.MmapReadTrylock();
        if (isTaken)
        {
            mmapLock.MmapReadUnlock();
        }

        return !isTaken;
    }

    private Mm Filled()
    {
        Mm mm = Mm.Alloc(_user.Machine)!.Value;
        mm.Mmap(Userland.Page(0), PageSize, Prot.Read | Prot.Write, MapFlags.Shared | MapFlags.Fixed | MapFlags.Anonymous);
        Cpu cpu = _user.Machine.Cpus[1];
        cpu.SwitchMm(mm);
        Assert.True(cpu.Store(Userland.Page(0), 1));
        cpu.SwitchMm(_user.Mm);
        return mm;
    }
}
