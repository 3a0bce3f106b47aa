using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>The decision what an entry is: none, leaf, non-present, bad, table, in that order.</summary>
internal static class EntryKindEmitter
{
    private static readonly string[] Asked = ["none", "present", "leaf", "bad"];

    public static string Emit(EmitContext context, Level level)
    {
        string when = Asked.Any(name => Predicate(level, name) is { } asked && Tests.DependsOnParameters(asked.Test))
            ? Decision(context, level, withParameters: true)
            : "Kind";
        return $$"""
            /// <summary>What the entry is, decided on this one snapshot.</summary>
            public EntryKind Kind { [MethodImpl(AggressiveInlining)] get => {{Decision(context, level, withParameters: false)}}; }

            /// <summary><see cref="Kind"/> as a kernel with these parameters decides.</summary>
            internal EntryKind KindWhen(Parameters parameters) => {{when}};
            """;
    }

    private static string Decision(EmitContext context, Level level, bool withParameters)
    {
        string none = Ask(level, "none", withParameters);
        string present = Ask(level, "present", withParameters);
        if (level.Owner == LevelName.Pte)
        {
            return $"{none} ? EntryKind.None : {present} ? EntryKind.Leaf : EntryKind.NonPresent";
        }

        string refused = MayBe(level, "bad") ? $"{Ask(level, "bad", withParameters)} ? EntryKind.Bad : " : string.Empty;
        return $"{none} ? EntryKind.None : {Leaf(context, level, withParameters)}!{present} ? EntryKind.NonPresent : {refused}EntryKind.Table";
    }

    private static string Leaf(EmitContext context, Level level, bool withParameters)
    {
        string byPredicate = MayBe(level, "leaf") ? $"{Ask(level, "leaf", withParameters)} && {Ask(level, "present", withParameters)}" : string.Empty;
        string byRule = level.LeafWhen is { } when ? $"({Expression.Of(context.ByDefault(when), context.Value, context.Word)})" : string.Empty;
        string[] either = [.. new[] { byRule, byPredicate }.Where(part => part.Length > 0)];
        return either.Length == 0 ? string.Empty : $"{string.Join(" || ", either)} ? EntryKind.Leaf : ";
    }

    private static string Ask(Level level, string name, bool withParameters)
    {
        Predicate asked = Predicate(level, name)!;
        return withParameters ? PredicateEmitter.Call(asked) : Names.Pascal(asked.Name);
    }

    private static bool MayBe(Level level, string name) => Predicate(level, name) is { Test: not ConstantTest { Value: false } };

    private static Predicate? Predicate(Level level, string name) => level.Predicates.FirstOrDefault(predicate => predicate.Name == name);
}
