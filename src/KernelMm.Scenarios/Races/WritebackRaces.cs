using KernelMm.Folios;

namespace KernelMm.Scenarios.Races;

/// <summary>Pages that many map, while they are taken out, moved and written back.</summary>
internal static class WritebackRaces
{
    private const ulong First = 1;
    private const ulong Second = 2;

    /// <summary>
    /// One CPU writes by a translation that is going stale, while the page is taken out and written back: what was written is saved or
    /// still known to be dirty.
    /// </summary>
    /// <param name="gather">How it is taken out; as on one CPU, though there are more, is the bug.</param>
    public static Scenario Zap(MmuGatherKind gather)
    {
        ulong? saved = null;
        return Zapped(
            gather,
            begin: () => saved = null,
            ("writeback", (_, folio) => saved = Writeback.Save(folio) ?? saved),
            end: (process, vma, folio) => Expect.That(
                folio.IsDirty || RacingProcess.EntryOf(process.Mm, vma.Start) is { Present: true, Dirty: true } || saved == Writeback.FirstWord(folio),
                "LOST",
                "What was written is neither saved nor known to be dirty."));
    }

    /// <summary>The same, watched by one who looks how many entries map the page: when there are none, nobody writes to it by an old one.</summary>
    /// <param name="gather">How it is taken out; as on one CPU, though there are more, is the bug.</param>
    public static Scenario Watched(MmuGatherKind gather)
    {
        ulong? seen = null;
        return Zapped(
            gather,
            begin: () => seen = null,
            ("watcher", (_, folio) => seen = folio.MapCount == 0 ? Writeback.FirstWord(folio) : null),
            end: (process, vma, folio) => Expect.That(
                seen is null || seen == Writeback.FirstWord(folio) || RacingProcess.EntryOf(process.Mm, vma.Start).Present,
                "STALE",
                "A page was written to that no entry mapped any more."));
    }

    /// <summary>One actor alone, who takes a dirty page out.</summary>
    public static Scenario ZapAlone()
    {
        RacingProcess? process = null;
        Vma? vma = null;
        return new Play(
            begin: () => (process, vma, _) = Written(process, MmuGatherKind.Smp),
            end: () => { },
            dispose: () => process?.Dispose(),
            ("zapper", () => Calls.DontNeed(process!, vma!.Start)));
    }

    /// <summary>A page's entry moves, while the page is made clean: it is found in the old place or the new one, and never in none.</summary>
    /// <param name="towardsFirst">Whether it moves to the mapping that a walk from the page comes to first.</param>
    /// <param name="needRmapLocks">Whether such walks are kept out; not doing so, though it moves there, is the bug.</param>
    public static Scenario Move(bool towardsFirst, bool needRmapLocks)
    {
        RacingProcess? process = null;
        Vma? from = null;
        Vma? to = null;
        Folio folio = default;
        return new Play(
            begin: () =>
            {
                process = RacingProcess.After(process);
                Vma first = process.MapShared(RacingProcess.Elsewhere);
                Vma second = process.MapSame(first, RacingProcess.Far);
                (from, to) = towardsFirst ? (second, first) : (first, second);
                process.Cpu(1).Store(from.Start, First);
                process.Machine.Lru.LruAddDrainAll();
                folio = process.FolioOf(from.Start);
            },
            end: () => Expect.That(!RacingProcess.EntryOf(process!.Mm, to!.Start).None, "LOST", "The entry is not where it was moved to."),
            dispose: () => process?.Dispose(),
            ("mover", () => FaultRaces.Guarded(() => Calls.MovePages(process!.Mm, from!, to!, needRmapLocks))),
            ("cleaner", () => FaultRaces.Guarded(() =>
            {
                folio.Machine.FolioLock.Lock(folio.Frame);
                int entries = Writeback.Mkclean(folio).Entries;
                folio.Machine.FolioLock.Unlock(folio.Frame);
                Expect.That(entries is 1 or 2, "MISSED", $"The page is mapped in the old place or the new one, and was found {entries} times.");
            })));
    }

    private static Play Zapped(
        MmuGatherKind gather, Action begin, (string Name, Action<RacingProcess, Folio> Act) other, Action<RacingProcess, Vma, Folio> end)
    {
        RacingProcess? process = null;
        Vma? vma = null;
        Folio folio = default;
        return new Play(
            begin: () =>
            {
                (process, vma, folio) = Written(process, gather);
                begin();
            },
            end: () => end(process!, vma!, folio),
            dispose: () => process?.Dispose(),
            ("writer", () => FaultRaces.Guarded(() => process!.Cpu(1).Store(vma!.Start, Second))),
            ("zapper", () => FaultRaces.Guarded(() => Calls.DontNeed(process!, vma!.Start))),
            (other.Name, () => FaultRaces.Guarded(() => other.Act(process!, folio))));
    }

    // A page of shared memory that one CPU can write to without a look at the tables.
    private static (RacingProcess Process, Vma Vma, Folio Folio) Written(RacingProcess? before, MmuGatherKind gather)
    {
        RacingProcess process = RacingProcess.After(before, gather: gather);
        Vma vma = process.MapShared(RacingProcess.Elsewhere);
        process.Cpu(1).Store(vma.Start, First);
        process.Machine.Lru.LruAddDrainAll();
        return (process, vma, process.FolioOf(vma.Start));
    }
}
