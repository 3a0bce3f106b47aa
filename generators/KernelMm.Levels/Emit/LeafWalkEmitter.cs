using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>The walk over all leaves that hardware takes.</summary>
internal static class LeafWalkEmitter
{
    public static EmittedFile Emit(EmitContext context) => SourceFile.Create(context, "HardwareWalk.Leaves", writer =>
    {
        writer.Open("public static unsafe partial class HardwareWalk");
        RightsPlan rights = new(context);
        writer.Lines(Entry(context, rights));
        foreach (Level level in context.Architecture.Levels)
        {
            writer.Blank();
            Walk(context, writer, level, rights);
        }

        writer.Close();
    });

    private static string Entry(EmitContext context, RightsPlan rights)
    {
        VirtualAddressRule rule = context.Architecture.Address;
        string call = $"Walk{context.Architecture.Levels[0].Owner}Leaves(memory, root,";
        string carried = rights.Initial;
        string halves = rule.HasUpperHalf
            ? $$"""
                const ulong LowerLast = 0x{{rule.LowerLast:x}}UL;
                const ulong UpperFirst = ~LowerLast;
                if (first.Value <= LowerLast
                    && !{{call}} 0, first.Value, Math.Min(last.Value, LowerLast), {{carried}}ref visitor))
                {
                    return;
                }

                // Entry 0 of the top table is, or would be, where the translated bits are all zero.
                if (last.Value >= UpperFirst)
                {
                    {{call}} 0x{{~Bits.All(rule.Bits):x}}UL, Math.Max(first.Value, UpperFirst), last.Value, {{carried}}ref visitor);
                }
                """
            : $$"""
                const ulong Last = 0x{{Bits.All(rule.Bits):x}}UL;
                if (first.Value <= Last)
                {
                    {{call}} 0, first.Value, Math.Min(last.Value, Last), {{carried}}ref visitor);
                }
                """;
        return $$"""
            /// <summary>
            /// Visits every leaf that the MMU takes and that maps something from <paramref name="first"/> to <paramref name="last"/>, in
            /// address order. A table that is reached along two paths is walked along both.
            /// </summary>
            /// <param name="memory">Where the tables lie.</param>
            /// <param name="root">The top table's physical address{{RootNote(context)}}.</param>
            /// <param name="first">The first address of interest.</param>
            /// <param name="last">The last address of interest, inclusive.</param>
            /// <param name="visitor">What is told of each leaf and of each table that the memory does not hold.</param>
            public static void WalkLeaves<TMemory, TVisitor>(
                TMemory memory, PhysicalAddress root, VirtualAddress first, VirtualAddress last, ref TVisitor visitor)
                where TMemory : IPageTableMemory
                where TVisitor : ILeafVisitor
            {
                if (first > last)
                {
                    return;
                }

            {{Indent(halves)}}
            }
            """;
    }

    private static string RootNote(EmitContext context) => context.Architecture.Root.UpperRegister is null
        ? string.Empty
        : ": that of the half the range lies in, as a range over both walks it twice";

    private static string Indent(string text) => "    " + text.Replace("\n", "\n    ");

    private static void Walk(EmitContext context, CodeWriter writer, Level level, RightsPlan rights)
    {
        Level? above = context.Above(level);
        string from = above is null && context.Architecture.Address is { HasUpperHalf: true } rule
            ? $"start == 0 ? 0 : 0x{~rule.LowerLast:x}UL"
            : "start";
        int coverage = above?.Shift ?? context.Architecture.Address.Bits;
        writer.Lines($"// The {Names.Lower(level.Top)} table at \"table\", whose entry 0 maps from \"start\".");
        writer.Open($$"""
            private static bool Walk{{level.Owner}}Leaves<TMemory, TVisitor>(
                TMemory memory, PhysicalAddress table, ulong start, ulong first, ulong last, {{rights.Parameters}}ref TVisitor visitor)
                where TMemory : IPageTableMemory
                where TVisitor : ILeafVisitor
            """);
        writer.Lines($$"""
            {{context.Word}}* slots = ({{context.Word}}*)memory.TableAt(table, new ByteCount({{level.Entries * context.EntryBytes}}));
            if (slots is null)
            {
                return visitor.TableMissing(new({{from}}), table, {{coverage}});
            }

            int index = first > start ? (int)((first - start) >> {{level.Shift}}) : 0;
            int end = (int)Math.Min((last - start) >> {{level.Shift}}, {{level.Entries - 1}});
            """);
        writer.Open("for (; index <= end; index++)");
        writer.Lines($$"""
            {{context.Word}} entry = memory.ReadOnce(slots + index);
            if ({{HardwareConditions.Refused(context, level)}})
            {
                continue;
            }

            ulong address = start + ((ulong)index << {{level.Shift}});
            """);
        Leaf(context, writer, level, rights);
        Descend(context, writer, level, rights);
        writer.Close().Blank().Lines("return true;").Close();
    }

    private static void Leaf(EmitContext context, CodeWriter writer, Level level, RightsPlan rights)
    {
        Test leaf = HardwareConditions.Leaf(context, level);
        string target = level.Grouped is null ? Expression.Address(level.HardwareLeafAddress, "entry") : HardwareConditions.Target(context, level, "address");
        string visit = $"visitor.Leaf(new(address), new({target}), {level.Shift}, entry, {rights.AtLeaf(level)})";
        if (level.Owner == LevelName.Pte)
        {
            writer.Open($"if (!{visit})").Lines("return false;").Close();
        }
        else if (leaf is not ConstantTest { Value: false })
        {
            string aligned = HardwareConditions.Misaligned(context, level) is { } misaligned ? $"!({misaligned}) && " : string.Empty;
            writer.Open($"if ({Expression.Of(leaf, "entry", context.Word)})");
            writer.Open($"if ({aligned}!{visit})").Lines("return false;").Close();
            writer.Blank().Lines("continue;").Close().Blank();
        }
    }

    private static void Descend(EmitContext context, CodeWriter writer, Level level, RightsPlan rights)
    {
        if (context.Below(level) is not { } below)
        {
            return;
        }

        writer.Open($"if (!Walk{below.Owner}Leaves(memory, new({Expression.Address(level.TableAddress, "entry")}), address, first, last, {rights.Behind(level)}ref visitor))");
        writer.Lines("return false;").Close();
    }
}
