namespace KernelMm.PageTables.Tests;

/// <summary>Reads the predicate bits of a decoded entry by name.</summary>
internal static class DecodedPredicates
{
    /// <summary>The names of a level's predicates in the order of their bits; those of a folded level where it is one.</summary>
    public static IReadOnlyList<string> Of(IArchitecture architecture, PageTableLevel level) =>
        architecture.Layout.Levels.FirstOrDefault(candidate => candidate.Owner == level)?.Predicates ?? LevelLayout.FoldedPredicates;

    /// <summary>Which bit answers a predicate.</summary>
    public static ulong BitOf(IArchitecture architecture, PageTableLevel level, string predicate)
    {
        int index = Of(architecture, level).ToList().IndexOf(predicate);
        Assert.True(index >= 0, $"{architecture.Layout.Name} does not know {level}'s predicate {predicate}.");
        return 1UL << index;
    }

    /// <summary>What a predicate answers for an entry, with the usual parameters.</summary>
    public static bool Holds(IArchitecture architecture, PageTableLevel level, string predicate, ulong entry) =>
        (architecture.Decode(level, entry, []).Predicates & BitOf(architecture, level, predicate)) != 0;
}
