using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>The walk over all leaves that hardware takes.</summary>
internal static class LeafWalkEmitter
{
    public static void Write(EmitContext context, CodeWriter writer)
    {
        RightsPlan rights = new(context);
        writer.Lines(Entry(context, rights));
        foreach (Level level in context.Architecture.Levels)
        {
            writer.Blank();
            Walk(context, writer, level, rights);
        }
    }

    private static string Entry(EmitContext context, RightsPlan rights)
    {
        string parameters = context.HardwareAsksParameters ? "\n/// <param name=\"parameters\">What the running kernel decided, if not <see cref=\"Parameters.Default\"/>.</param>" : string.Empty;
        string signature = context.HardwareAsksParameters ? ", Parameters? parameters = null" : string.Empty;
        return $$"""
            /// <summary>
            /// Visits every leaf that the MMU takes and that maps something from <paramref name="first"/> to <paramref name="last"/>, in
            /// address order. A table that is reached along two paths is walked along both.
            /// </summary>
            /// <param name="memory">Where the tables lie.</param>
            /// <param name="root">{{RootNote(context)}}.</param>
            /// <param name="first">The first address of interest.</param>
            /// <param name="last">The last address of interest, inclusive.</param>
            /// <param name="visitor">What is told of each leaf and of each table that the memory does not hold.</param>{{parameters}}
            public static void WalkLeaves<TMemory, TVisitor>(
                TMemory memory, PhysicalAddress root, VirtualAddress first, VirtualAddress last, ref TVisitor visitor{{signature}})
                where TMemory : IPageTableMemory
                where TVisitor : ILeafVisitor
            {
                if (first > last)
                {
                    return;
                }

            {{Indent((context.HardwareAsksParameters ? "parameters ??= Parameters.Default;\n" : string.Empty) + Start(context, rights))}}
            }
            """;
    }

    // From the level that the root or a parameter says, over one half or two.
    private static string Start(EmitContext context, RightsPlan rights)
    {
        Architecture architecture = context.Architecture;
        if (architecture.Root.Type is not null)
        {
            IEnumerable<string> cases = LevelTypes.Starts(architecture).Select(level =>
                $"    case {level.TypeValue}:\n{Indent(Indent(Zero(context, rights, level, "table", LevelTypes.AddressBits(architecture, level), $"{level.Top}Last")))}\n        break;");
            return $"PhysicalAddress table = {LevelTypes.TableOf(architecture)};\nswitch ({WalkStart.Type(architecture)})\n{{\n{string.Join("\n", cases)}\n}}";
        }

        Level top = architecture.Levels[0];
        return top.ExistsWhen is not { } when ? Halves(context, rights, top, architecture.Address, string.Empty) : $$"""
            if (!parameters.{{Names.Pascal(when)}})
            {
            {{Indent(Halves(context, rights, architecture.Levels[1], WalkStart.WithoutTop(architecture), $"{architecture.Levels[1].Top}"))}}
                return;
            }

            {{Halves(context, rights, top, architecture.Address, string.Empty)}}
            """;
    }

    private static string Halves(EmitContext context, RightsPlan rights, Level level, VirtualAddressRule rule, string prefix)
    {
        if (!rule.HasUpperHalf)
        {
            return Zero(context, rights, level, "root", rule.Bits, $"{prefix}Last");
        }

        string call = Call(context, level, "root");
        string carried = Limits(context, level) + rights.Initial;
        bool ends = rule.UpperLast == ulong.MaxValue;
        return $$"""
            const ulong {{prefix}}LowerLast = 0x{{rule.LowerLast:x}}UL;
            const ulong {{prefix}}UpperFirst = {{(rule.UpperStart is { } upper ? $"0x{upper:x}UL" : $"~{prefix}LowerLast")}};{{(ends ? string.Empty : $"\nconst ulong {prefix}UpperLast = 0x{rule.UpperLast:x}UL;")}}
            if (first.Value <= {{prefix}}LowerLast
                && !{{call}}0, first.Value, Math.Min(last.Value, {{prefix}}LowerLast), {{carried}}ref visitor))
            {
                return;
            }

            // Entry 0 of the top table is, or would be, where the translated bits are all zero.
            if (last.Value >= {{prefix}}UpperFirst{{(ends ? string.Empty : $" && first.Value <= {prefix}UpperLast")}})
            {
                {{call}}0x{{rule.UpperStart ?? ~Bits.All(rule.Bits):x}}UL, Math.Max(first.Value, {{prefix}}UpperFirst), {{(ends ? "last.Value" : $"Math.Min(last.Value, {prefix}UpperLast)")}}, {{carried}}ref visitor);
            }
            """;
    }

    private static string Zero(EmitContext context, RightsPlan rights, Level level, string table, int bits, string last) => $$"""
        const ulong {{last}} = 0x{{Bits.All(bits):x}}UL;
        if (first.Value <= {{last}})
        {
            {{Call(context, level, table)}}0, first.Value, Math.Min(last.Value, {{last}}), {{Limits(context, level)}}{{rights.Initial}}ref visitor);
        }
        """;

    private static string Call(EmitContext context, Level level, string table) => $"Walk{level.Owner}Leaves(memory, {table}, {context.HardwareArgument}";

    private static string Limits(EmitContext context, Level level) => WalkStart.IsLimited(context.Architecture, level)
        ? WalkStart.Arguments(context.Architecture.Root.Limits, "root.Value", level.Entries)
        : string.Empty;

    private static string RootNote(EmitContext context) => context.Architecture.Root switch
    {
        { Type: not null } => "The root register's value: the top table's physical address, and below it what the table is",
        { UpperRegister: not null } => "The top table's physical address: that of the half the range lies in, as a range over both walks it twice",
        _ => "The top table's physical address",
    };

    private static string Indent(string text) => "    " + text.Replace("\n", "\n    ");

    private static void Walk(EmitContext context, CodeWriter writer, Level level, RightsPlan rights)
    {
        Level? above = context.Above(level);
        string from = above is null && context.Architecture.Address is { HasUpperHalf: true } rule
            ? $"start == 0 ? 0 : 0x{rule.UpperFirst:x}UL"
            : "start";
        bool isLimited = WalkStart.IsLimited(context.Architecture, level);
        string size = isLimited ? $"(ulong)high * {context.EntryBytes}" : $"{level.Entries * context.EntryBytes}";
        int coverage = above?.Shift ?? context.Architecture.Address.Bits;
        writer.Lines($"// The {Names.Lower(level.Top)} table at \"table\", whose entry 0 maps from \"start\".");
        writer.Open($$"""
            private static bool Walk{{level.Owner}}Leaves<TMemory, TVisitor>(
                TMemory memory, PhysicalAddress table, {{context.HardwareParameter}}ulong start, ulong first, ulong last, {{(isLimited ? "int low, int high, " : string.Empty)}}{{rights.Parameters}}ref TVisitor visitor)
                where TMemory : IPageTableMemory
                where TVisitor : ILeafVisitor
            """);
        writer.Lines($$"""
            {{context.Word}}* slots = ({{context.Word}}*)memory.TableAt(table, new ByteCount({{size}}));
            if (slots is null)
            {
                return visitor.TableMissing(new({{from}}), table, {{coverage}});
            }

            int index = first > start ? (int)((first - start) >> {{level.Shift}}) : 0;
            int end = (int)Math.Min((last - start) >> {{level.Shift}}, {{level.Entries - 1}});
            """);
        if (isLimited)
        {
            writer.Lines("index = Math.Max(index, low);\nend = Math.Min(end, high - 1);");
        }

        writer.Open("for (; index <= end; index++)");
        writer.Lines($$"""
            {{context.Word}} entry = {{context.InOrder("memory.ReadOnce(slots + index)")}};
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
        string target = level.Grouped is null ? HardwareConditions.Address(context, level.HardwareLeafAddress) : HardwareConditions.Target(context, level, "address");
        string visit = $"visitor.Leaf(new(address), new({target}), {level.Shift}, entry, {rights.AtLeaf(level)})";
        if (level.Owner == LevelName.Pte)
        {
            writer.Open($"if (!{visit})").Lines("return false;").Close();
        }
        else if (leaf is not ConstantTest { Value: false })
        {
            string aligned = HardwareConditions.Misaligned(context, level) is { } misaligned ? $"!({misaligned}) && " : string.Empty;
            writer.Open($"if ({HardwareConditions.LeafCondition(context, level)})");
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

        string limits = WalkStart.IsLimited(context.Architecture, below) ? WalkStart.Arguments(level.Limits, "entry", below.Entries) : string.Empty;
        writer.Open($"if (!Walk{below.Owner}Leaves(memory, new({HardwareConditions.Address(context, level.TableAddress)}), {context.HardwareArgument}address, first, last, {limits}{rights.Behind(level)}ref visitor))");
        writer.Lines("return false;").Close();
    }
}
