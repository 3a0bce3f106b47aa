using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>The decision what an entry is: none, leaf, non-present, bad, table, in that order.</summary>
internal static class EntryKindEmitter
{
    public static string Emit(EmitContext context, Level level)
    {
        bool badDepends = Predicate(level, "bad") is { } bad && Tests.DependsOnParameters(bad.Test);
        string kind = $$"""
            /// <summary>What the entry is, decided on this one snapshot.</summary>
            public EntryKind Kind { [MethodImpl(AggressiveInlining)] get => {{Decision(level, "Bad")}}; }
            """;
        string when = badDepends ? Decision(level, "BadWhen(parameters)") : "Kind";
        return $$"""
            {{kind}}

            /// <summary><see cref="Kind"/> as a kernel with these parameters decides.</summary>
            internal EntryKind KindWhen(Parameters parameters) => {{when}};
            """;
    }

    private static string Decision(Level level, string bad)
    {
        if (level.Owner == LevelName.Pte)
        {
            return "None ? EntryKind.None : Present ? EntryKind.Leaf : EntryKind.NonPresent";
        }

        string leaf = Has(level, "leaf") ? "Leaf && Present ? EntryKind.Leaf : " : string.Empty;
        string refused = Has(level, "bad") ? $"{bad} ? EntryKind.Bad : " : string.Empty;
        return $"None ? EntryKind.None : {leaf}!Present ? EntryKind.NonPresent : {refused}EntryKind.Table";
    }

    private static bool Has(Level level, string name) => Predicate(level, name) is { Test: not ConstantTest { Value: false } };

    private static Predicate? Predicate(Level level, string name) => level.Predicates.FirstOrDefault(predicate => predicate.Name == name);
}
