using KernelMm.Cpus;
using KernelMm.Fork;

namespace KernelMm.Scenarios.Races;

/// <summary>One CPU writes to a page, and faults where it must, while somebody else does something to the mapping.</summary>
internal static class FaultRaces
{
    private const ulong First = 1;
    private const ulong Second = 2;

    /// <summary>Against <c>munmap</c>: the write happens before, or not at all.</summary>
    public static Scenario Munmap(Action<RacingProcess> munmap, VmaLockedFaults.VmaLocker? locker = null) => Racing(
        WriteBoth,
        munmap,
        process => Expect.That(
            process.Mm.Rss(RssCounter.Anon) == 0 && !process.Cpu(1).Load(RacingProcess.Address, out _), "LEFT", "Something is left of what was unmapped."),
        locker);

    /// <summary>Against <c>mprotect</c> that takes the right to write: nothing is written when that is done.</summary>
    public static Scenario Mprotect(Action<RacingProcess> mprotect) => Racing(
        WriteBoth,
        mprotect,
        process => Expect.That(!process.Cpu(1).Store(RacingProcess.Address, 3), "STALE", "A page was written that must not be written any more."));

    /// <summary>Against <c>mremap</c>: what is written to the old place later does not come to the new one.</summary>
    public static Scenario Mremap(Action<RacingProcess> mremap) => Racing(
        WriteBoth,
        mremap,
        process =>
        {
            process.Cpu(1).Load(RacingProcess.Elsewhere, out ulong before);
            process.Cpu(1).Store(RacingProcess.Address, 3);
            process.Cpu(2).Load(RacingProcess.Elsewhere, out ulong after);
            Expect.That(before is First or Second && after == before, "STALE", "What was moved is written by its old address.");
        },
        begin: process => process.Map(RacingProcess.Elsewhere));

    /// <summary>Against <c>MADV_DONTNEED</c>: the page is empty afterwards, or has what was written since.</summary>
    public static Scenario DontNeed(Action<RacingProcess> dontNeed) => Racing(
        WriteBoth,
        dontNeed,
        process =>
        {
            process.Cpu(1).Load(RacingProcess.Address, out ulong value);
            Expect.That(value is 0 or Second, "STALE", "The page has what it had before it was dropped.");
        });

    /// <summary>Against a fork: what the child sees does not change any more.</summary>
    public static Scenario Fork(Func<Mm, Mm?> fork)
    {
        Mm? child = null;
        ulong seen = 0;
        return Racing(
            WriteBoth,
            process =>
            {
                child = fork(process.Mm);
                process.Cpu(0, child).Load(RacingProcess.Address, out seen);
            },
            process =>
            {
                process.Cpu(1).Store(RacingProcess.Address, 3);
                process.Cpu(0, child).Load(RacingProcess.Address, out ulong value);
                Expect.That(value == seen && seen is First or Second, "LEAKED", "The child sees what its parent writes after the fork.");
            });
    }

    /// <summary>A fork as it is. In Linux: <c>fork</c>.</summary>
    public static Mm? Forked(Mm mm) => mm.Fork(out Mm child) == Errno.None ? child : null;

    /// <summary>One that takes the right to write from entries, and leaves translations alone: the bug.</summary>
    public static Mm? ForkedUnflushed(Mm mm)
    {
        Mm child = Mm.Alloc(mm.Machine)!.Value;
        mm.MmapLock.MmapWriteLock();
        child.MmapLock.MmapWriteLock();
        Vma source = mm.VmaLookup(RacingProcess.Address)!;
        source.VmaStartWrite();
        Vma vma = VmaAllocation.VmAreaDup(source, child)!;
        Rmap.AnonVmaCloning.AnonVmaFork(vma, source);
        child.Struct.Mt.Store(vma);
        CopyTables.CopyPageRange(vma, source);
        child.MmapLock.MmapWriteUnlock();
        mm.MmapLock.MmapWriteUnlock();
        return child;
    }

    // By a translation that may have gone stale, and by a fault.
    private static void WriteBoth(RacingProcess process)
    {
        Cpu cpu = process.Cpu(1);
        cpu.Store(RacingProcess.Address, Second);
        cpu.Store(RacingProcess.SecondPage, Second);
    }

    private static Play Racing(
        Action<RacingProcess> write, Action<RacingProcess> change, Action<RacingProcess> check, VmaLockedFaults.VmaLocker? locker = null, Action<RacingProcess>? begin = null)
    {
        RacingProcess? process = null;
        return new Play(
            begin: () =>
            {
                process = RacingProcess.After(process, locker);

                // Of one page the CPU knows a translation that it may write by; the other is not there yet.
                process.Cpu(1).Store(RacingProcess.Address, First);
                process.Machine.Lru.LruAddDrainAll();
                begin?.Invoke(process);
            },
            end: () => check(process!),
            dispose: () => process?.Dispose(),
            ("writer", () => Guarded(() => write(process!))),
            ("changer", () => Guarded(() => change(process!))));
    }

    /// <summary>What the machine noticed gets the name that the scenario is known for.</summary>
    public static void Guarded(Action body)
    {
        try
        {
            body();
        }
        catch (Oops oops)
        {
            throw new Finding("OOPS", oops.Message);
        }
    }
}
