using KernelMm.Scenarios.Races;

namespace KernelMm.Scenarios;

/// <summary>
/// Races of address spaces. They have too many executions to try all, so they are tried with at most so many preemptions.
/// </summary>
public static class RaceCatalogue
{
    /// <summary>The most preemptions of one execution.</summary>
    public const int Preemptions = 2;

    /// <summary>Calls against each other.</summary>
    public static IReadOnlyList<Entry> All { get; } =
    [
        Pair("fault-munmap", "A write against munmap.",
            () => FaultRaces.Munmap(Calls.Munmap), () => FaultRaces.Munmap(Calls.MunmapUnflushed), "OOPS"),
        Pair("fault-mprotect", "A write against mprotect that takes the right to write.",
            () => FaultRaces.Mprotect(Calls.MakeReadOnly), () => FaultRaces.Mprotect(Calls.MakeReadOnlyUnflushed), "STALE"),
        Pair("fault-mremap", "A write against mremap.",
            () => FaultRaces.Mremap(Calls.Move), () => FaultRaces.Mremap(Calls.MoveUnflushed), "STALE"),
        Pair("fault-dontneed", "A write against MADV_DONTNEED.",
            () => FaultRaces.DontNeed(Calls.DontNeed), () => FaultRaces.DontNeed(Calls.DontNeedUnflushed), "OOPS"),
        Pair("fault-fork", "A write against fork.",
            () => FaultRaces.Fork(FaultRaces.Forked), () => FaultRaces.Fork(FaultRaces.ForkedUnflushed), "LEAKED"),
        Pair("two-faults", "Two first writes to one page.",
            () => PageRaces.TwoFaults(PageRaces.Fault), () => PageRaces.TwoFaults(PageRaces.FaultWithoutRecheck), "LOST"),
        Pair("munmap-next-door", "A fault next door to what is unmapped, in one page table.",
            () => PageRaces.NextDoor(Calls.Munmap), () => PageRaces.NextDoor(Calls.MunmapWithTheTable), "LOST"),
        Pair("vma-lock-detach", "A fault under the mapping's own lock against munmap, which takes the mapping out of the tree.",
            () => FaultRaces.Munmap(Calls.Munmap, VmaLockedFaults.LockVmaUnderRcu),
            () => FaultRaces.Munmap(Calls.Munmap, VmaLockedFaults.LockWhatWasFound), "LEFT", "OOPS"),
        Pair("cow-fork", "A copy-on-write fault against one more fork.",
            () => PageRaces.Relatives(ExitAndFork, PageRaces.WriteByCpu), () => PageRaces.Relatives(ExitAndFork, PageRaces.WriteByStaleCount), "SHARED"),
        Pair("cow-exit", "A copy-on-write fault against the exit of the child that has the page too.",
            () => PageRaces.Relatives((_, child) => child.Put(), PageRaces.WriteByCpu), () => PageRaces.Relatives((_, child) => ExitRaces.ExitPuttingTwice(child), PageRaces.WriteByCpu), "OOPS"),
        Exit("munmap", "munmap", ExitRaces.Munmap, ExitRaces.ExitByStaleCount, "OOPS"),
        Exit("mprotect", "mprotect that takes the right to write", ExitRaces.Mprotect, ExitRaces.ExitPuttingTwice, "OOPS"),
        Exit("mremap", "mremap", ExitRaces.Mremap, ExitRaces.ExitPuttingTwice, "OOPS"),
        Exit("dontneed", "MADV_DONTNEED", ExitRaces.DontNeed, ExitRaces.ExitByStaleCount, "OOPS"),
        Exit("fork", "one more fork", ExitRaces.Fork, ExitRaces.ExitByStaleCount, "COUNTED"),
        Pair("rmap-exit", "A walk from a folio to its entries against the exit of a child that has it too.",
            () => WalkRaces.AgainstExit(child => child.Put()), () => WalkRaces.AgainstExit(Calls.ExitUnlinkedLate), "OOPS"),
        Pair("walk-again", "A walk that comes back where a table went away, against one that takes it out and puts another there.",
            () => WalkRaces.AgainstDetach(WalkRaces.CountMapped), () => WalkRaces.AgainstDetach(WalkRaces.CountBySnapshot), "OOPS"),
    ];

    /// <summary>More of them: each is an acceptance test with a number.</summary>
    public static IReadOnlyList<Entry> Numbered { get; } =
    [
        Pair("walk-refault", "A walk that splits a huge entry, against a fault that puts one there again (O11).",
            () => WalkRaces.AgainstRefault(WalkRaces.CountPresent), () => WalkRaces.AgainstRefault(WalkRaces.CountUnlessNone), "OOPS"),
        Pair("zap-writeback", "A page that many map, taken out while one CPU writes to it and it is written back (N1).",
            () => WritebackRaces.Zap(MmuGatherKind.Smp), () => WritebackRaces.Zap(MmuGatherKind.Up), "LOST"),
        Pair("zap-watched", "The same, watched by one who counts the page's entries (N9).",
            () => WritebackRaces.Watched(MmuGatherKind.Smp), () => WritebackRaces.Watched(MmuGatherKind.Up), "STALE"),
        Pair("cow-stale", "A copy on write while another CPU reads by the old translation and a child writes to the old page (M11).",
            () => CopyRaces.StaleReader(CopyRaces.Write), () => CopyRaces.StaleReader(CopyRaces.WriteUncountingFirst), "LEAKED"),
        Pair("fault-transient", "A fault that nothing is behind, on an entry that is empty for a moment (P10).",
            () => PageRaces.Transient(PageRaces.Read), () => PageRaces.Transient(PageRaces.ReadWithoutLock), "REFUSED"),
        new("move-clean", "A page made clean while its entry is moved (R12.2).",
        [
            new(Catalogue.Repaired, [], () => WritebackRaces.Move(towardsFirst: true, needRmapLocks: true)),
            new("ordered", [], () => WritebackRaces.Move(towardsFirst: false, needRmapLocks: false)),
            new(Catalogue.Broken, ["MISSED"], () => WritebackRaces.Move(towardsFirst: true, needRmapLocks: false)),
        ]),
        Pair("move-retract", "What is mapped moved, against one who takes the table out (R12.3).",
            () => RetractRaces.Move(RetractRaces.Moved), () => RetractRaces.Move(RetractRaces.MovedBySnapshot), "OOPS", "COUNTED"),
        Pair("mincore-retract", "mincore, against one who takes the table out (R15.2).",
            () => RetractRaces.Answer(RetractRaces.Mincore), () => RetractRaces.Answer(RetractRaces.MincoreByMoments), "TWICE"),
    ];

    /// <summary>Calls of one task alone, of which each allocation may fail.</summary>
    public static IReadOnlyList<Entry> Failing { get; } =
    [
        Pair("failing-fault", "A first write, any of whose allocations may fail.",
            () => FailingAllocations.Of(FailingAllocations.Fault), () => FailingAllocations.Of(FailingAllocations.FaultThatKeepsItsPage), "LEAKED"),
        new("failing-fork", "A fork, any of whose allocations may fail.", [new(Catalogue.Repaired, [], () => FailingAllocations.Of(FailingAllocations.Fork))]),
        new("failing-mremap", "Moved tables, any of whose allocations may fail.", [new(Catalogue.Repaired, [], () => FailingAllocations.Of(FailingAllocations.Move))]),
        new("failing-munmap", "Pages taken out, with no memory to gather them in.", [new(Catalogue.Repaired, [], () => FailingAllocations.Of(FailingAllocations.Unmap))]),
        Call("mmap", "mmap with MAP_FIXED and MAP_POPULATE into a mapping", FailingCalls.Mmap, [2, 3]),
        Call("mmap-shared", "mmap of shared memory into a mapping", FailingCalls.MmapShared, [2, 3]),
        new("failing-munmap-middle", "munmap of the middle of a mapping, any of whose allocations may fail.",
        [
            new(Catalogue.Repaired, [], () => FailingCalls.Of(FailingCalls.Munmap, [2, 3])),
            new(Catalogue.Broken, ["WHOLE"], () => FailingCalls.Of(FailingCalls.MunmapThatCounts, [2, 3])),
        ]),
        Call("mprotect", "mprotect of the middle of a mapping", FailingCalls.Mprotect, []),
        Call("mremap-middle", "mremap of the middle of a mapping to another place, where it is bigger", FailingCalls.Mremap, [2, 3]),
        Call("mremap-dontunmap", "mremap of the middle of a mapping that leaves an empty one behind", FailingCalls.MremapDontUnmap, [2, 3]),
        Call("mremap-grow", "mremap of a mapping that grows, and has room somewhere else only", FailingCalls.Grow, [10, 11]),
        Call("mremap-twice", "mremap that maps shared memory once more", FailingCalls.MapTwice, []),
        Call("stack", "A stack that grows", FailingCalls.Stack, [], process => process.MapStack()),
        Call("split-merge", "mprotect of the middle of a mapping, and back", FailingCalls.SplitAndMerge, []),
        Call("fill", "mmap of what was unmapped between two mappings", FailingCalls.Fill, [2, 3]),
        Call("mlockall", "mlockall of what there is and what comes, and munlockall", FailingCalls.Mlockall, []),
        Call("mlock-onfault", "mlock2 of the middle of a mapping, and munlock within that", FailingCalls.MlockOnFault, []),
        Call("populate-read", "MADV_POPULATE_READ of shared memory", FailingCalls.PopulateForReading, [], FailingCalls.MapElsewhere),
        Call("fork-without", "MADV_WIPEONFORK and MADV_DONTFORK, and a fork", FailingCalls.ForkWithout, []),
        Call("read-write", "A read of what was never touched, and a write", FailingCalls.ReadThenWrite, []),
        Call("brk", "brk up and down again", FailingCalls.Brk, []),
        Call("mlock", "mlock of pages that are there and that are not", FailingCalls.Mlock, []),
        Call("populate", "MADV_POPULATE_WRITE of shared and private memory", FailingCalls.Populate, []),
        Call("madvise", "MADV_DONTFORK of the middle of a mapping", FailingCalls.Madvise, []),
        Call("faults", "Writes to shared memory, to private memory, and to a page that a child has", FailingCalls.Fault, [], Forked),
        Call("child", "fork of private and shared memory", FailingCalls.Fork, []),
        Call("exit", "The exit of a child", FailingCalls.Exit, [], Forked),
    ];

    private static void Forked(CallingProcess process) => FailingCalls.Fork(process);

    private static Entry Call(string name, string what, FailingCalls.Call call, ulong[] changed, Action<CallingProcess>? prepare = null) =>
        new($"failing-{name}", $"{what}, any of whose allocations may fail.", [new(Catalogue.Repaired, [], () => FailingCalls.Of(call, changed, prepare))]);

    private static void ExitAndFork(Mm parent, Mm child)
    {
        child.Put();
        FaultRaces.Forked(parent);
    }

    private static Entry Exit(string call, string what, Func<Action<Mm>, Scenario> race, Action<Mm> broken, string fails) => Pair(
        $"exit-{call}", $"The exit of a child against its parent's {what}.", () => race(ExitRaces.Exit), () => race(broken), fails);

    private static Entry Pair(string name, string summary, Func<Scenario> repaired, Func<Scenario> broken, params string[] fails) =>
        new(name, summary, [new(Catalogue.Repaired, [], repaired), new(Catalogue.Broken, fails, broken)]);
}
