using KernelMm.Folios;
using KernelMm.Scenarios.Races;

namespace KernelMm.Scenarios;

/// <summary>
/// Races of address spaces. They have too many executions to try all, so they are tried with at most so many preemptions.
/// </summary>
public static class RaceCatalogue
{
    /// <summary>The most preemptions of one execution.</summary>
    public const int Preemptions = 2;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Entry> All { get; } =
    [
        Pair("fault-munmap", "A write against munmap.",
            () => FaultRaces.Munmap(Calls.UnmapGathered), () => FaultRaces.Munmap(Calls.UnmapUnflushed), "OOPS"),
        Pair("fault-mprotect", "A write against mprotect that takes the right to write.",
            () => FaultRaces.Mprotect(flushes: true), () => FaultRaces.Mprotect(flushes: false), "STALE"),
        Pair("fault-mremap", "A write against mremap.",
            () => FaultRaces.Mremap(flushes: true), () => FaultRaces.Mremap(flushes: false), "STALE"),
        Pair("fault-dontneed", "A write against MADV_DONTNEED.",
            () => FaultRaces.DontNeed(Calls.DontNeed), () => FaultRaces.DontNeed(Calls.DontNeedUnflushed), "OOPS"),
        Pair("fault-fork", "A write against fork.",
            () => FaultRaces.Fork(FaultRaces.Forked), () => FaultRaces.Fork(FaultRaces.ForkedUnflushed), "LEAKED"),
        Pair("two-faults", "Two first writes to one page.",
            () => PageRaces.TwoFaults(PageRaces.Fault), () => PageRaces.TwoFaults(PageRaces.FaultWithoutRecheck), "LOST"),
        Pair("munmap-next-door", "A fault next door to what is unmapped, in one page table.",
            () => PageRaces.NextDoor(Calls.UnmapGathered), () => PageRaces.NextDoor(Calls.UnmapWithTheTable), "LOST"),
        Pair("vma-lock-detach", "A fault under the mapping's own lock against munmap, which takes the mapping out of the tree.",
            () => FaultRaces.Munmap(Calls.UnmapGathered, VmaLockedFaults.LockVmaUnderRcu),
            () => FaultRaces.Munmap(Calls.UnmapGathered, VmaLockedFaults.LockWhatWasFound), "LEFT", "OOPS"),
        Pair("cow-fork", "A copy-on-write fault against one more fork.",
            () => PageRaces.Relatives(ExitAndFork, PageRaces.WriteByCpu), () => PageRaces.Relatives(ExitAndFork, PageRaces.WriteByStaleCount), "SHARED"),
        Pair("cow-exit", "A copy-on-write fault against the exit of the child that has the page too.",
            () => PageRaces.Relatives((_, child) => child.Put(), PageRaces.WriteByCpu), () => PageRaces.Relatives(DropTwice, PageRaces.WriteByCpu), "OOPS"),
        Pair("rmap-exit", "A walk from a folio to its entries against the exit of a child that has it too.",
            () => WalkRaces.AgainstExit(child => child.Put()), () => WalkRaces.AgainstExit(Calls.ExitUnlinkedLate), "OOPS"),
        Pair("walk-again", "A walk that comes back where a table went away, against one that takes it out and puts another there.",
            () => WalkRaces.AgainstDetach(WalkRaces.CountMapped), () => WalkRaces.AgainstDetach(WalkRaces.CountBySnapshot), "OOPS"),
    ];

    /// <summary>Calls of one task alone, of which each allocation may fail.</summary>
    public static IReadOnlyList<Entry> Failing { get; } =
    [
        Pair("failing-fault", "A first write, any of whose allocations may fail.",
            () => FailingAllocations.Of(FailingAllocations.Fault), () => FailingAllocations.Of(FailingAllocations.FaultThatKeepsItsPage), "LEAKED"),
        new("failing-fork", "A fork, any of whose allocations may fail.", [new(Catalogue.Repaired, [], () => FailingAllocations.Of(FailingAllocations.Fork))]),
        new("failing-mremap", "Moved tables, any of whose allocations may fail.", [new(Catalogue.Repaired, [], () => FailingAllocations.Of(FailingAllocations.Move))]),
        new("failing-munmap", "Pages taken out, with no memory to gather them in.", [new(Catalogue.Repaired, [], () => FailingAllocations.Of(FailingAllocations.Unmap))]),
    ];

    private static void ExitAndFork(Mm parent, Mm child)
    {
        child.Put();
        FaultRaces.Forked(parent);
    }

    // An exit that puts the reference of its entry twice: the bug.
    private static void DropTwice(Mm parent, Mm child)
    {
        Folio folio = Folio.Of(parent.Machine, RacingProcess.EntryOf(child, RacingProcess.Address).Pfn);
        child.Put();
        folio.PutRefs(1);
    }

    private static Entry Pair(string name, string summary, Func<Scenario> repaired, Func<Scenario> broken, params string[] fails) =>
        new(name, summary, [new(Catalogue.Repaired, [], repaired), new(Catalogue.Broken, fails, broken)]);
}
