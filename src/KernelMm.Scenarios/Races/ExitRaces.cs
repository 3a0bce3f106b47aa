using KernelMm.Folios;

namespace KernelMm.Scenarios.Races;

/// <summary>The exit of a child that has its parent's page too, against the calls of that parent.</summary>
internal static class ExitRaces
{
    private const ulong Written = 1;

    /// <summary>Against <c>munmap</c>: nobody has the page afterwards.</summary>
    public static Scenario Munmap(Action<Mm> exit) => Racing(exit, Calls.Munmap, NobodyHasIt);

    /// <summary>Against <c>MADV_DONTNEED</c>: the same.</summary>
    public static Scenario DontNeed(Action<Mm> exit) => Racing(exit, Calls.DontNeed, NobodyHasIt);

    /// <summary>Against <c>mprotect</c>: the parent has the page alone.</summary>
    public static Scenario Mprotect(Action<Mm> exit) => Racing(exit, Calls.MakeReadOnly, process => Has(process, RacingProcess.Address, entries: 1));

    /// <summary>Against <c>mremap</c>: the same, at the page's new place.</summary>
    public static Scenario Mremap(Action<Mm> exit) => Racing(
        exit, Calls.Move, process => Has(process, RacingProcess.Elsewhere, entries: 1), begin: process => process.Map(RacingProcess.Elsewhere));

    /// <summary>Against one more fork: the parent has it, and the new child.</summary>
    public static Scenario Fork(Action<Mm> exit) => Racing(
        exit,
        process => Expect.That(FaultRaces.Forked(process.Mm) is not null, "REFUSED", "There was no memory for a child."),
        process => Has(process, RacingProcess.Address, entries: 2));

    /// <summary>An exit as it is. In Linux: <c>exit_mmap</c>.</summary>
    public static void Exit(Mm child) => child.Put();

    /// <summary>One that puts the reference of its entry twice: the bug.</summary>
    public static void ExitPuttingTwice(Mm child)
    {
        Folio folio = PageOf(child);
        child.Put();
        folio.PutRefs(1);
    }

    /// <summary>One that looks how many references there are, and later says that there is one less: the bug.</summary>
    public static void ExitByStaleCount(Mm child)
    {
        Folio folio = PageOf(child);
        int seen = folio.RefCount;
        child.Put();
        if (seen > 1)
        {
            folio.Info.RefCount = seen - 1;
        }
    }

    private static Folio PageOf(Mm child) => Folio.Of(child.Machine, RacingProcess.EntryOf(child, RacingProcess.Address).Pfn);

    private static void NobodyHasIt(RacingProcess process) =>
        Expect.That(process.Mm.Rss(RssCounter.Anon) == 0 && RacingProcess.EntryOf(process.Mm, RacingProcess.Address).None, "LEFT", "The page is still there.");

    private static void Has(RacingProcess process, VirtualAddress address, int entries)
    {
        process.Cpu(1).Load(address, out ulong value);
        Expect.That(value == Written, "LOST", "The page went with the child.");
        Folio folio = process.FolioOf(address);
        Expect.That(folio.MapCount == entries && folio.RefCount == entries, "COUNTED", $"Of {entries} entries {folio.MapCount} are counted, and {folio.RefCount} references.");
    }

    private static Play Racing(Action<Mm> exit, Action<RacingProcess> call, Action<RacingProcess> check, Action<RacingProcess>? begin = null)
    {
        RacingProcess? process = null;
        Mm child = default;
        return new Play(
            begin: () =>
            {
                process = RacingProcess.After(process);
                begin?.Invoke(process);
                process.Cpu(1).Store(RacingProcess.Address, Written);
                child = FaultRaces.Forked(process.Mm)!.Value;
                process.Machine.Lru.LruAddDrainAll();
            },
            end: () => check(process!),
            dispose: () => process?.Dispose(),
            ("exit", () => FaultRaces.Guarded(() => exit(child))),
            ("call", () => FaultRaces.Guarded(() => call(process!))));
    }
}
