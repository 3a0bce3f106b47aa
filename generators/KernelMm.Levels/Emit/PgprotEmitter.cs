using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>Protections, and entries made of a frame and a protection.</summary>
internal static class PgprotEmitter
{
    public static void Write(EmitContext context, CodeWriter writer)
    {
        writer.Lines(Doc.Summary("The bits of an entry that are not its address.", "pgprot_t"));
        writer.Lines("/// <param name=\"Value\">The bits. In Linux: <c>pgprot_val</c>.</param>");
        writer.Open($"public readonly record struct Pgprot({context.Word} Value)");
        writer.Members(context.Architecture.Protections.Select(protection => $$"""
            /// <summary><c>{{Expression.Hex(protection.Value, context.Word)}}</c>. In Linux: <c>{{protection.Name.ToUpperInvariant()}}</c>.</summary>
            public static Pgprot {{Names.Pascal(protection.Name)}} => new({{Expression.Hex(protection.Value, context.Word)}});
            """));
        writer.Close();
    }

    /// <summary>What makes entries, as members of <c>Pgtable</c>.</summary>
    public static IEnumerable<string> Members(EmitContext context) => [.. context.Architecture.Levels.Select(level => FromPfn(context, level)), .. ProtectionMap(context), .. UserFaultsEmitter.Members(context)];

    private static IEnumerable<string> ProtectionMap(EmitContext context) => context.Architecture.ProtectionMap.Count == 0 ? [] : [$$"""
        /// <summary>The bits of a page by what its mapping allows. In Linux: <c>protection_map</c>.</summary>
        /// <param name="flags">1 read, 2 write, 4 execute, 8 shared, added up; higher bits do not count.</param>
        public static Pgprot ProtectionMap(int flags) => new(Protections[flags & 15]);

        private static ReadOnlySpan<{{context.Word}}> Protections =>
            [{{string.Join(", ", context.Architecture.ProtectionMap.Select(protection => $"0x{protection.Value:x}"))}}];
        """];

    private static string FromPfn(EmitContext context, Level level)
    {
        LevelName name = level.Owner;
        EquatableArray<Slice> slices = context.ByDefault(name == LevelName.Pte ? level.LeafAddress : level.TableAddress);

        // What is complemented is a leaf: the bits below its size stay clear, as others have a meaning there.
        string address = level.InvertedWhen is { } when
            ? $"({Expression.Of(context.ByDefault(when), "pgprot.Value", context.Word)} ? ~address & ~0x{Bits.All(level.Shift):x}UL : address)"
            : "address";
        return $$"""
            /// <summary>The entry that leads to a frame with these bits. In Linux: <c>pfn_{{Names.Lower(name)}}</c>.</summary>
            /// <param name="pfn">A frame below 2^{{context.Architecture.PhysicalAddressBits - context.Architecture.PageShift}}; higher bits are lost.</param>
            /// <param name="pgprot">The other bits.</param>
            public static {{name}} Pfn{{name}}(Pfn pfn, Pgprot pgprot)
            {
                ulong address = pfn.Value << PageShift;
                return new(pgprot.Value | {{Expression.Entry(slices, address, context.Word)}});
            }
            """;
    }
}
