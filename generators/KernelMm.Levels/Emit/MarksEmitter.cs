using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>What using an entry makes of it, as members of <c>HardwareWalk</c>.</summary>
internal static class MarksEmitter
{
    public static void Write(EmitContext context, CodeWriter writer)
    {
        Level[] tables = [.. context.Architecture.Levels.Where(level => level.Owner != LevelName.Pte)];
        Level[] leaves = [.. context.Architecture.Levels.Where(level => level.Leaf != LeafSupport.None)];
        writer.Lines($$"""
            /// <summary>Who marks entries that are used.</summary>
            public static MarkedBy MarkedBy => MarkedBy.{{context.Architecture.MarkedBy}};

            /// <summary>Whether a leaf may allow more once it is marked.</summary>
            public const bool MarksGrantRights = {{(leaves.Any(GrantsRights) ? "true" : "false")}};

            /// <summary>An entry that covers 2^<paramref name="shift"/> bytes, after a walk went by it to the next table.</summary>
            """);
        string head = $"public static {context.Word} MarkTable(int shift, {context.Word} entry)";
        if (tables.All(level => level.Hardware.Marks.Table.Count == 0))
        {
            writer.Lines($"{head} => entry;").Blank();
        }
        else
        {
            writer.Open(head);
            Steps(context, writer, tables, level => level.Hardware.Marks.Table);
            writer.Lines("return entry;").Close().Blank();
        }

        writer.Lines("""
            /// <summary>
            /// A leaf that covers 2^<paramref name="shift"/> bytes, after it was read or written through. What it allows then is what
            /// the access may do.
            /// </summary>
            """);
        writer.Open($"public static {context.Word} MarkLeaf(int shift, {context.Word} entry, bool isWrite)");
        if (context.Architecture.MarkedBy != MarkedBy.Nobody)
        {
            writer.Open("if (isWrite)");
            Steps(context, writer, leaves, level => level.Hardware.Marks.Write);
            writer.Close().Open("else");
            Steps(context, writer, leaves, level => level.Hardware.Marks.Read);
            writer.Close().Blank();
        }

        writer.Lines("return entry;").Close();
    }

    private static bool GrantsRights(Level level)
    {
        Rights rights = level.Hardware.LeafRights;
        ulong asked = new[] { rights.User, rights.Read, rights.Write, rights.UserExecute, rights.KernelExecute }.Aggregate(0UL, (mask, test) => mask | Tests.MaskOf(test));
        ulong changed = level.Hardware.Marks.Read.Concat(level.Hardware.Marks.Write).Aggregate(0UL, (mask, step) => mask | step.Changes);
        return (asked & changed) != 0;
    }

    // The steps of all levels, which only ask for the level where they differ.
    private static void Steps(EmitContext context, CodeWriter writer, Level[] levels, Func<Level, EquatableArray<TransitionStep>> of)
    {
        IGrouping<EquatableArray<TransitionStep>, Level>[] groups = [.. levels.GroupBy(of)];
        foreach (IGrouping<EquatableArray<TransitionStep>, Level> group in groups.Where(group => group.Key.Count > 0))
        {
            string steps = string.Join("\n", group.Key.Select(step => TransitionEmitter.Statement(step, context, "entry")));
            if (groups.Length == 1)
            {
                writer.Lines(steps);
            }
            else
            {
                writer.Open($"if (shift is {string.Join(" or ", group.Select(level => level.Shift))})").Lines(steps).Close();
            }
        }
    }
}
