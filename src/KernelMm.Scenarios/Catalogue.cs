using KernelMm.Scenarios.Contract;
using KernelMm.Scenarios.Textbook;

namespace KernelMm.Scenarios;

/// <summary>One form of a scenario.</summary>
/// <param name="Name">The form's name; <see cref="Catalogue.Repaired"/> for the one that holds.</param>
/// <param name="Fails">The names of the failures that its executions show, or none.</param>
/// <param name="Make">Makes one.</param>
public sealed record Variant(string Name, IReadOnlyList<string> Fails, Func<Scenario> Make);

/// <summary>A question, and its forms.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Summary">What it asks.</param>
/// <param name="Variants">Its forms, the one that holds first.</param>
public sealed record Entry(string Name, string Summary, IReadOnlyList<Variant> Variants);

/// <summary>All that can be explored by name.</summary>
public static class Catalogue
{
    /// <summary>The form of a scenario in which no execution fails.</summary>
    public const string Repaired = "repaired";

    /// <summary>The form of a scenario with the bug it is about.</summary>
    public const string Broken = "broken";

    /// <summary>Those that can be tried in every order.</summary>
    public static IReadOnlyList<Entry> Small { get; } =
    [
        Pair("lost-update", "Two actors add one to a counter.", () => LostUpdate.Repaired(), () => LostUpdate.Broken(), "LOST"),
        new("ab-ba", "Two actors take two locks.",
        [
            new(Repaired, [], AbBa.Repaired),
            new(Broken, ["cycle"], AbBa.Broken),
            new("judged", ["A inside B", "B inside A", "cycle"], AbBa.Judged),
        ]),
        Pair("double-checked-publish", "Two actors use an object that is made on first use.", DoubleCheckedPublish.Repaired, DoubleCheckedPublish.Broken, "HALFMADE"),
        Pair("reader-and-freer", "A reader follows a pointer while what it points to is freed.", ReaderAndFreer.Repaired, ReaderAndFreer.Broken, "FREED"),
        Pair("aba-on-a-table", "One fills an entry it saw empty while the table's page is freed, used again and put back.", AbaOnATable.Repaired, AbaOnATable.Broken, "ABA"),
        Pair("flat-refinement", "Two fill one slot and a third looks; each execution must be one of a flat map.", FlatRefinement.Repaired, FlatRefinement.Broken, "UNREFINED"),
        Pair("late-reader", "One peeks at a table that another detaches and frees after a grace period.", LateReader.Repaired, LateReader.Broken, "FREED"),
        new("pte-offset-map-lock", "One maps and locks the table of a slot while another detaches it, puts a huge page there, and splits that.",
        [
            new(Repaired, [], DetachRace.Contract),
            new("before-6.5", ["PFN0", "STALE", "THPDATA", "WRONGPTL"], DetachRace.Before65),
        ]),
        Pair("map-failure", "A map fails that lawfully may, though nothing made it.", MapFailure.Repaired, MapFailure.Broken, "NULLMAP"),
        Pair("two-word-entry", "One reads an entry of two words while another changes it.", TwoWordEntry.Repaired, TwoWordEntry.Broken, "TORN"),
        Pair("lock-in-an-interrupt", "A task takes a lock that an interrupt's handler takes too.", LockInAnInterrupt.Repaired, LockInAnInterrupt.Broken, "INTERRUPTED", "cpu inside lru_lock", "cycle"),
        Pair("missed-wake-up", "One sleeps until another says it is ready.", MissedWakeUp.Repaired, MissedWakeUp.Broken, "never woken"),
    ];

    /// <summary>All scenarios.</summary>
    public static IReadOnlyList<Entry> All { get; } = [.. Small, .. RaceCatalogue.All, .. RaceCatalogue.Numbered, .. RaceCatalogue.Failing];

    /// <summary>The variant that a name means: <c>scenario</c> or <c>scenario/variant</c>; null where there is none.</summary>
    public static Variant? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string[] parts = name.Split('/', 2);
        Entry? entry = All.FirstOrDefault(candidate => candidate.Name == parts[0]);
        string variant = parts.Length == 2 ? parts[1] : Repaired;
        return entry?.Variants.FirstOrDefault(candidate => candidate.Name == variant);
    }

    private static Entry Pair(string name, string summary, Func<Scenario> repaired, Func<Scenario> broken, params string[] fails) =>
        new(name, summary, [new(Repaired, [], repaired), new(Broken, fails, broken)]);
}
