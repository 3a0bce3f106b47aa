using KernelMm.Mmap;

namespace KernelMm.Scenarios.Races;

/// <summary>
/// System calls, of which each allocation may fail: whatever does, the address space is whole, keeps what the call was not about, and the
/// same call goes well when there is memory again.
/// </summary>
internal static class FailingCalls
{
    /// <summary>A call: its answer, and <see cref="Errno.None"/> where it went well.</summary>
    public delegate Errno Call(CallingProcess process);

    /// <summary>Carries out a call with failures to choose from, looks at what it left, and does it again.</summary>
    /// <param name="call">The call.</param>
    /// <param name="changed">The pages that it is about.</param>
    /// <param name="prepare">What comes before, and does not fail.</param>
    public static Scenario Of(Call call, IReadOnlyList<ulong> changed, Action<CallingProcess>? prepare = null)
    {
        CallingProcess? process = null;
        Errno answer = default;
        return new Play(
            begin: () =>
            {
                process = CallingProcess.After(process);
                prepare?.Invoke(process);
            },
            end: () => FaultRaces.Guarded(() => Check(process!, call, answer, changed)),
            dispose: () => process?.Dispose(),
            ("caller", () => FaultRaces.Guarded(() =>
            {
                process!.Machine.PageAllocator.Failures.AreChosen = true;
                answer = call(process);
                process.Machine.PageAllocator.Failures.AreChosen = false;
                Explorer.Current!.Mark(answer == Errno.None ? "it went well" : "it failed");
            })));
    }

    /// <summary>A new mapping in the middle of another, with its pages made at once.</summary>
    public static Errno Mmap(CallingProcess process) => Mapped(process, MapFlags.Private | MapFlags.Populate);

    /// <summary>The same, shared.</summary>
    public static Errno MmapShared(CallingProcess process) => Mapped(process, MapFlags.Shared);

    /// <summary>A hole in the middle of a mapping.</summary>
    public static Errno Munmap(CallingProcess process) => process.Mm.Munmap(CallingProcess.Page(2), CallingProcess.Pages(2));

    /// <summary>Other rights for the middle of a mapping.</summary>
    public static Errno Mprotect(CallingProcess process) => process.Mm.Mprotect(CallingProcess.Page(2), CallingProcess.Pages(2), Prot.Read);

    /// <summary>The middle of a mapping moved, and made bigger.</summary>
    public static Errno Mremap(CallingProcess process)
    {
        AddressOrErrno moved = process.Mm.Mremap(
            CallingProcess.Page(2), CallingProcess.Pages(2), CallingProcess.Pages(3), MremapFlags.MayMove | MremapFlags.Fixed, Elsewhere);
        if (moved.IsError)
        {
            return moved.Errno;
        }

        process.Cpu.Load(Elsewhere, out ulong first);
        process.Cpu.Load(Elsewhere + PageSize, out ulong second);
        Expect.That((first, second) == (3, 4), "LOST", "What was moved is not what it was.");
        return Errno.None;
    }

    /// <summary>The middle of a mapping moved, with an empty mapping left in its place.</summary>
    public static Errno MremapDontUnmap(CallingProcess process) => process.Mm.Mremap(
        CallingProcess.Page(2), CallingProcess.Pages(2), CallingProcess.Pages(2), MremapFlags.MayMove | MremapFlags.DontUnmap | MremapFlags.Fixed, Elsewhere).Errno;

    /// <summary>A mapping that grows, for which there is room somewhere else only.</summary>
    public static Errno Grow(CallingProcess process) => process.Mm.Mremap(
        CallingProcess.Page(CallingProcess.Shared), CallingProcess.Pages(3), CallingProcess.Pages(5), MremapFlags.MayMove).Errno;

    /// <summary>Shared memory mapped once more.</summary>
    public static Errno MapTwice(CallingProcess process) => process.Mm.Mremap(
        CallingProcess.Page(CallingProcess.Shared), ByteCount.Zero, CallingProcess.Pages(3), MremapFlags.MayMove | MremapFlags.Fixed, Elsewhere).Errno;

    /// <summary>A stack that is used below its beginning.</summary>
    public static Errno Stack(CallingProcess process) => process.Cpu.Store(CallingProcess.Page(CallingProcess.Stack - 2), 1) ? Errno.None : Errno.Nomem;

    /// <summary>Other rights for the middle of a mapping, and its old ones, with which it is one mapping again.</summary>
    public static Errno SplitAndMerge(CallingProcess process)
    {
        Errno split = process.Mm.Mprotect(CallingProcess.Page(1), CallingProcess.Pages(2), Prot.Read);
        return split == Errno.None ? process.Mm.Mprotect(CallingProcess.Page(1), CallingProcess.Pages(2), Prot.Read | Prot.Write) : split;
    }

    /// <summary>What lies between two mappings, so that the three become one.</summary>
    public static Errno Fill(CallingProcess process)
    {
        Errno punched = process.Mm.Munmap(CallingProcess.Page(2), CallingProcess.Pages(2));
        return punched == Errno.None ? Mapped(process, MapFlags.Private) : punched;
    }

    /// <summary>Locks everything there is, and what comes after, as it is used; and lets it go.</summary>
    public static Errno Mlockall(CallingProcess process)
    {
        Errno locked = process.Mm.Mlockall(MclFlags.Current | MclFlags.Future);
        return locked == Errno.None ? process.Mm.Munlockall() : locked;
    }

    /// <summary>Locks the middle of a mapping without making its pages, and lets a part of that go.</summary>
    public static Errno MlockOnFault(CallingProcess process)
    {
        Errno locked = process.Mm.Mlock(CallingProcess.Page(1), CallingProcess.Pages(4), MlockFlags.OnFault);
        return locked == Errno.None ? process.Mm.Munlock(CallingProcess.Page(2), CallingProcess.Pages(2)) : locked;
    }

    /// <summary>Makes pages for reading, where not even their table is there.</summary>
    public static Errno PopulateForReading(CallingProcess process) => process.Mm.Madvise(Elsewhere, CallingProcess.Pages(2), Madvice.PopulateRead);

    /// <summary>Maps what that is called for.</summary>
    public static void MapElsewhere(CallingProcess process) => process.Mm.Mmap(
        Elsewhere, CallingProcess.Pages(2), Prot.Read, MapFlags.Shared | MapFlags.Anonymous | MapFlags.Fixed);

    /// <summary>Says of the middle of a mapping that a child finds it empty, and of other memory that it has none of it; and makes one.</summary>
    public static Errno ForkWithout(CallingProcess process)
    {
        Errno said = process.Mm.Madvise(CallingProcess.Page(2), CallingProcess.Pages(2), Madvice.WipeOnFork);
        said = said == Errno.None ? process.Mm.Madvise(CallingProcess.Page(CallingProcess.Untouched), CallingProcess.Pages(1), Madvice.DontFork) : said;
        return said == Errno.None ? Fork(process) : said;
    }

    /// <summary>Reads what was never touched, and what only the zero page is behind; then writes there.</summary>
    public static Errno ReadThenWrite(CallingProcess process)
    {
        VirtualAddress page = CallingProcess.Page(CallingProcess.Untouched);
        return process.Cpu.Load(page, out _) && process.Cpu.Store(page, 1) ? Errno.None : Errno.Nomem;
    }

    /// <summary>A heap that grows, and shrinks again.</summary>
    public static Errno Brk(CallingProcess process)
    {
        VirtualAddress start = process.Mm.Brk(default);
        VirtualAddress end = start + CallingProcess.Pages(3);
        bool hasGrown = process.Mm.Brk(end) == end;
        VirtualAddress middle = start + CallingProcess.Pages(1);
        return hasGrown && process.Mm.Brk(middle) == middle && process.Mm.Brk(start) == start ? Errno.None : Errno.Nomem;
    }

    /// <summary>Locks some pages that are there and some that are not.</summary>
    public static Errno Mlock(CallingProcess process)
    {
        Errno locked = process.Mm.Mlock(CallingProcess.Page(4), CallingProcess.Pages(1));
        return locked == Errno.None ? process.Mm.Mlock(CallingProcess.Page(CallingProcess.Untouched + 1), CallingProcess.Pages(1)) : locked;
    }

    /// <summary>Makes pages that were never touched.</summary>
    public static Errno Populate(CallingProcess process) =>
        process.Mm.Madvise(CallingProcess.Page(CallingProcess.Shared), CallingProcess.Pages(3), Madvice.PopulateWrite) is var shared and not Errno.None
            ? shared
            : process.Mm.Madvise(CallingProcess.Page(CallingProcess.Untouched), CallingProcess.Pages(2), Madvice.PopulateWrite);

    /// <summary>Says something of the middle of a mapping that splits it.</summary>
    public static Errno Madvise(CallingProcess process) =>
        process.Mm.Madvise(CallingProcess.Page(2), CallingProcess.Pages(2), Madvice.DontFork);

    /// <summary>Writes to a page that a child has too, to the shared page nobody touched, and to a private one.</summary>
    public static Errno Fault(CallingProcess process)
    {
        bool isDone = process.Cpu.Store(CallingProcess.Page(2), 3)
            && process.Cpu.Store(CallingProcess.Page(CallingProcess.Shared + 2), 1)
            && process.Cpu.Store(CallingProcess.Page(CallingProcess.Untouched), 1);
        return isDone ? Errno.None : Errno.Nomem;
    }

    /// <summary>A child, which stays.</summary>
    public static Errno Fork(CallingProcess process)
    {
        Errno forked = process.Mm.Fork(out Mm child);
        process.Child = forked == Errno.None ? child : null;
        return forked;
    }

    /// <summary>The end of the child.</summary>
    public static Errno Exit(CallingProcess process)
    {
        process.Child!.Value.Put();
        process.Child = null;
        return Errno.None;
    }

    /// <summary>An unmapping that counts the pages as gone although it could not: the bug.</summary>
    public static Errno MunmapThatCounts(CallingProcess process)
    {
        Errno answer = Munmap(process);
        process.Mm.Struct.TotalVm -= answer == Errno.None ? 0UL : 2;
        return answer;
    }

    private static VirtualAddress Elsewhere => new(CallingProcess.Page(0).Value ^ (1UL << (PgdirShift + 2)));

    private static Errno Mapped(CallingProcess process, MapFlags flags) => process.Mm.Mmap(
        CallingProcess.Page(2), CallingProcess.Pages(2), Prot.Read | Prot.Write, flags | MapFlags.Anonymous | MapFlags.Fixed).Errno;

    private static void Check(CallingProcess process, Call call, Errno answer, IReadOnlyList<ulong> changed)
    {
        Expect.That(answer is Errno.None or Errno.Nomem or Errno.Again, "ERRNO", $"The call answers {answer}.");
        CheckWhole(process, changed);
        if (answer != Errno.None)
        {
            Errno again = call(process);
            Expect.That(again == Errno.None, "AGAIN", $"With memory again, the call answers {again}.");
            CheckWhole(process, changed);
        }

        Expect.That(process.EndsWithNothing(), "LEAKED", "Memory is gone, or still promised.");
    }

    private static void CheckWhole(CallingProcess process, IReadOnlyList<ulong> changed)
    {
        process.CheckWhole();
        foreach (ulong page in CallingProcess.Touched.Except(changed))
        {
            Expect.That(process.Load(page) == page + 1, "LOST", $"Page {page} holds {process.Load(page)}.");
        }
    }
}
