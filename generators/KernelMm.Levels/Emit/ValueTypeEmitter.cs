using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>An entry's value type, <c>Pte</c>, <c>Pmd</c> and the rest, and the pointer to a slot of it.</summary>
internal static class ValueTypeEmitter
{
    /// <summary>Writes the two types of a level.</summary>
    public static Action<EmitContext, CodeWriter> Of(LevelName name) => (context, writer) => Write(context, name, writer);

    private static void Write(EmitContext context, LevelName name, CodeWriter writer)
    {
        Level level = context.LevelOf(name);
        writer.Lines(Summary(context, level, name));
        if (!context.IsFolded(name))
        {
            writer.Lines(Diagram.Remarks(level));
        }

        writer.Open($"public readonly record struct {name}");
        writer.Members([Basics(context, name), .. context.IsFolded(name) ? Folded(context, name) : Real(context, level), Text(context)]);
        writer.Close();
        writer.Blank();
        SlotEmitter.Write(context, name, writer);
    }

    private static string Summary(EmitContext context, Level level, LevelName name)
    {
        string kernel = Names.Lower(name) + "_t";
        return context.IsFolded(name)
            ? Doc.Summary($"The {Names.Lower(name)} level of {context.Architecture.Name}, folded: the same word as a <see cref=\"{EmitContext.NameBelow(name)}\"/>, which alone can tell what it is. This type answers as Linux's folded levels do.", kernel)
            : Doc.Summary($"An entry of the {Names.Lower(name)} level of {context.Architecture.Name} ({Doc.Escape(level.ManualName)}), covering {Doc.Size(level.Shift)}, as a value: one snapshot of a slot.", kernel);
    }

    private static string Basics(EmitContext context, LevelName name) => context.Architecture.IsBigEndian ? Swapped(context, name) : $$"""
        private readonly {{context.Word}} _value;

        /// <summary>The entry with this raw value. In Linux: <c>__{{Names.Lower(name)}}</c>.</summary>
        public {{name}}({{context.Word}} value) => _value = value;

        /// <summary>The raw value. In Linux: <c>{{Names.Lower(name)}}_val</c>.</summary>
        public {{context.Word}} Value => _value;
        """;

    // The word stays as memory has it, so that a run of slots can be looked at as a run of entries.
    private static string Swapped(EmitContext context, LevelName name) => $$"""
        private readonly {{context.Word}} _memory;

        /// <summary>The entry with this raw value, in the processor's order. In Linux: <c>__{{Names.Lower(name)}}</c>.</summary>
        public {{name}}({{context.Word}} value) => _memory = Pgtable.InMemoryOrder(value);

        /// <summary>The raw value, in the processor's order. In Linux: <c>{{Names.Lower(name)}}_val</c>.</summary>
        public {{context.Word}} Value { [MethodImpl(AggressiveInlining)] get => Pgtable.InMemoryOrder(_memory); }

        /// <summary>The word as it stands in memory, its highest byte first. In Linux: <c>{{Names.Lower(name)}}_raw</c>.</summary>
        public {{context.Word}} Memory => _memory;

        /// <summary>The entry that a slot holds with this word. In Linux: <c>__{{Names.Lower(name)}}_raw</c>.</summary>
        [MethodImpl(AggressiveInlining)]
        public static {{name}} FromMemory({{context.Word}} memory) => Unsafe.BitCast<{{context.Word}}, {{name}}>(memory);
        """;

    private static IEnumerable<string> Folded(EmitContext context, LevelName name)
    {
        string lower = Names.Lower(name);
        LevelName below = EmitContext.NameBelow(name);
        (string Kernel, string Answer)[] constants = [("none", "false"), ("present", "true"), ("leaf", "false"), ("bad", "false")];
        foreach ((string kernel, string answer) in constants)
        {
            yield return $$"""
                /// <summary>Always {{answer}}: only the level below can tell. In Linux: <c>{{lower}}_{{kernel}}</c>.</summary>
                public bool {{Names.Pascal(kernel)}} => {{answer}};
                """;
        }

        yield return $$"""
            /// <summary>What the entry is to this level: a table of one entry, which is itself.</summary>
            public EntryKind Kind => EntryKind.Table;

            /// <summary>The same word as an entry of the level below.</summary>
            public {{below}} As{{below}} => new({{context.Value}});
            """;
    }

    private static IEnumerable<string> Real(EmitContext context, Level level) =>
        [
            .. level.Predicates.Select(predicate => PredicateEmitter.Emit(context, level, predicate)),
            EntryKindEmitter.Emit(context, level),
            .. AddressEmitter.Emit(context, level),
            .. level.Transitions.Select(transition => TransitionEmitter.Emit(context, level, transition)),
            PredicateEmitter.EmitBits(context, level),
        ];

    private static string Text(EmitContext context) => $$"""
        /// <summary>The raw value in hexadecimal digits.</summary>
        public override string ToString() => "0x" + {{context.Value}}.ToString("x{{context.EntryBytes * 2}}", global::System.Globalization.CultureInfo.InvariantCulture);
        """;
}
