using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>What Linux asks of an entry, as properties of its value type.</summary>
internal static class PredicateEmitter
{
    public static string Emit(EmitContext context, Level level, Predicate predicate)
    {
        string kernel = $"{Names.Lower(level.Owner)}_{predicate.Name}";
        Test byDefault = Tests.WithDefaults(predicate.Test, context.Architecture.Parameters);
        string property = $$"""
            /// <summary>Whether <c>{{Doc.Escape(Expression.Of(byDefault, "v", context.Word))}}</c>.{{Note(predicate)}} In Linux: <c>{{kernel}}</c>.</summary>
            {{SlotStateEmitter.HoldsFor(context, level, predicate)}}public bool {{Names.Pascal(predicate.Name)}} { [MethodImpl(AggressiveInlining)] get => {{Expression.Of(byDefault, context.Value, context.Word)}}; }
            """;
        return Tests.DependsOnParameters(predicate.Test)
            ? property + "\n\n" + WithParameters(context, predicate, kernel)
            : property;
    }

    /// <summary>All predicates in one word, for tools.</summary>
    public static string EmitBits(EmitContext context, Level level)
    {
        IEnumerable<string> bits = level.Predicates.Select((predicate, index) =>
            $"({Call(predicate)} ? 0x{1UL << index:x}UL : 0UL)");
        string union = level.Predicates.Count == 0 ? "0UL" : string.Join("\n    | ", bits);
        return $$"""
            /// <summary>Every predicate's answer: bit n is that of the layout's n-th predicate.</summary>
            internal ulong PredicateBits(Parameters parameters) =>
                {{union.Replace("\n", "\n    ")}};
            """;
    }

    /// <summary>The member access that asks a predicate under given parameters.</summary>
    public static string Call(Predicate predicate) => Tests.DependsOnParameters(predicate.Test)
        ? $"{Names.Pascal(predicate.Name)}When(parameters)"
        : Names.Pascal(predicate.Name);

    private static string WithParameters(EmitContext context, Predicate predicate, string kernel) => $$"""
        /// <summary><see cref="{{Names.Pascal(predicate.Name)}}"/> as a kernel with these parameters answers. In Linux: <c>{{kernel}}</c>.</summary>
        public bool {{Names.Pascal(predicate.Name)}}When(Parameters parameters) =>
            {{Expression.Of(Tests.Simplify(predicate.Test), context.Value, context.Word, "parameters")}};
        """;

    private static string Note(Predicate predicate) => predicate.Name switch
    {
        "none" or "present" or "leaf" or "bad" or "protnone" => string.Empty,
        _ when predicate.Name.StartsWith("swp_", StringComparison.Ordinal) => " Swap entries only.",
        _ => " Present entries only.",
    };
}
