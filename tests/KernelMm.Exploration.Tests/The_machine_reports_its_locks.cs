using KernelMm.Cpus;
using KernelMm.Exploration.Results;
using KernelMm.Locking;
using KernelMm.Physical;

namespace KernelMm.Exploration.Tests;

public sealed class The_machine_reports_its_locks
{
    private static readonly Dictionary<string, Action<Mm>> Orders = new()
    {
        ["mmap_lock, folio lock, ptl"] = mm =>
        {
            mm.MmapLock.MmapReadLock();
            Frame folio = Folio(mm);
            mm.Machine.FolioLock.Lock(folio);
            mm.SpinLock(Ptl(mm, 20));
        },
        ["folio lock, mmap_lock"] = mm =>
        {
            mm.Machine.FolioLock.Lock(Folio(mm));
            mm.MmapLock.MmapReadLock();
        },
        ["folio lock, mmap_lock by trying"] = mm =>
        {
            mm.Machine.FolioLock.Lock(Folio(mm));
            mm.MmapLock.MmapReadTrylock();
        },
        ["folio lock by trying, mmap_lock"] = mm =>
        {
            if (mm.Machine.FolioLock.Trylock(Folio(mm)))
            {
                mm.MmapLock.MmapReadLock();
            }
        },
        ["vm_lock for reading, folio lock"] = mm =>
        {
            if (new VmaLock(mm.Machine).VmaStartRead(mm.MmapLock))
            {
                mm.Machine.FolioLock.Lock(Folio(mm));
            }
        },
        ["vm_lock for reading, mmap_lock"] = mm =>
        {
            if (new VmaLock(mm.Machine).VmaStartRead(mm.MmapLock))
            {
                mm.MmapLock.MmapReadLock();
            }
        },
        ["rising ptl"] = mm =>
        {
            mm.SpinLock(Ptl(mm, 20));
            mm.SpinLockNested(Ptl(mm, 21));
        },
        ["falling ptl"] = mm =>
        {
            mm.SpinLock(Ptl(mm, 21));
            mm.SpinLockNested(Ptl(mm, 20));
        },
        ["falling ptl, mmap_lock for writing"] = mm =>
        {
            mm.MmapLock.MmapWriteLock();
            mm.SpinLock(Ptl(mm, 21));
            mm.SpinLockNested(Ptl(mm, 20));
        },
        ["falling ptl, mmap_lock downgraded"] = mm =>
        {
            mm.MmapLock.MmapWriteLock();
            mm.MmapLock.MmapWriteDowngrade();
            mm.SpinLock(Ptl(mm, 21));
            mm.SpinLockNested(Ptl(mm, 20));
        },
        ["nested both ways"] = mm =>
        {
            SpinlockPtr first = mm.Machine.NewSpinlock("kept");
            SpinlockPtr second = mm.Machine.NewSpinlock("kept");
            mm.SpinLockNested(second);
            mm.SpinLock(first);
        },
        ["nested"] = mm =>
        {
            SpinlockPtr first = mm.Machine.NewSpinlock("kept");
            SpinlockPtr second = mm.Machine.NewSpinlock("kept");
            mm.SpinLock(second);
            mm.SpinLockNested(first);
            mm.SpinUnlock(first);
            mm.SpinUnlock(second);
            mm.SpinLockNested(second);
            mm.SpinLock(first);
        },
        ["a lock inside a cpu, and a cpu inside that lock"] = mm =>
        {
            SpinlockPtr spinlock = mm.Machine.NewSpinlock("kept");
            nuint flags = mm.LocalIrqSave();
            mm.SpinLock(spinlock);
            mm.SpinUnlock(spinlock);
            mm.LocalIrqRestore(flags);
            mm.SpinLock(spinlock);
            TlbFlush.FlushTlbAll(mm.Machine);
        },
    };

    [Theory]
    [InlineData("mmap_lock, folio lock, ptl", null)]
    [InlineData("folio lock, mmap_lock", "mmap_lock inside folio lock")]
    [InlineData("folio lock, mmap_lock by trying", null)]
    [InlineData("folio lock by trying, mmap_lock", "mmap_lock inside folio lock")]
    [InlineData("vm_lock for reading, folio lock", null)]
    [InlineData("vm_lock for reading, mmap_lock", "mmap_lock inside vm_lock for reading")]
    [InlineData("rising ptl", null)]
    [InlineData("falling ptl", "ptl/1 twice")]
    [InlineData("falling ptl, mmap_lock for writing", null)]
    [InlineData("falling ptl, mmap_lock downgraded", "ptl/1 twice")]
    [InlineData("nested both ways", null)]
    [InlineData("nested", "kept inside kept/1")]
    [InlineData("a lock inside a cpu, and a cpu inside that lock", "cpu inside kept")]
    public void In_the_order_in_which_it_takes_them(string order, string? failure)
    {
        ExplorationResult result = One_actor.Run(mm => Orders[order](mm));

        // Who was right about the order ends with them still held, which is another failure.
        Assert.Equal(failure, result.Failures.Where(report => report.Failure.Kind == FailureKind.LockOrder).Select(report => report.Failure.Name).SingleOrDefault());
    }

    [Fact]
    public void Its_own_spinlocks_are_inside_of_all_others_and_never_nest()
    {
        ExplorationResult result = One_actor.Run(mm =>
        {
            mm.SpinLock(Ptl(mm, 20));
            Frame folio = mm.Machine.PageAllocator.AllocPages(Gfp.Atomic)!.Value;
            mm.Machine.Rcu.CallRcu(static _ => { }, null);
            mm.Machine.PageAllocator.FreePages(folio);
            mm.SpinUnlock(Ptl(mm, 20));
        });

        Assert.Empty(result.Failures);
    }

    private static Frame Folio(Mm mm) => mm.Machine.PageAllocator.AllocPages(Gfp.Kernel)!.Value;

    // The locks of frames that hold no table yet are as good as any: what counts is whose they are.
    private static SpinlockPtr Ptl(Mm mm, uint frame)
    {
        while (mm.Machine.PageAllocator.FreeFrames.Value > 0 && Pgalloc.TableFreeing.PteAllocOne(mm, Gfp.Atomic) is { } table && table.Value >> 12 < frame)
        {
        }

        return mm.PtlockPtr(new PhysicalAddress((ulong)frame << 12));
    }
}
