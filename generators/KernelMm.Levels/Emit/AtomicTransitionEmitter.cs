using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>Changes of a live slot that must not lose the accessed and dirty bits which hardware sets meanwhile.</summary>
internal static class AtomicTransitionEmitter
{
    /// <summary>The operations that the level's predicates and transitions allow, or null where there are none.</summary>
    public static string? Emit(EmitContext context, Level level)
    {
        string[] operations = [.. new[] { TestAndClearYoung(context, level), SetWrprotect(context, level) }.OfType<string>()];
        return operations.Length == 0 ? null : string.Join("\n\n", operations);
    }

    private static string? TestAndClearYoung(EmitContext context, Level level)
    {
        Predicate? young = level.Predicates.FirstOrDefault(predicate => predicate.Name == "young");
        if (young is not { Test: AnySetTest accessed })
        {
            return null;
        }

        string lower = Names.Lower(level.Owner);
        if (level.Transitions.FirstOrDefault(transition => transition.Name == "mkold") is { } old && !old.Steps.SequenceEqual([new ClearStep(accessed.Mask)]))
        {
            return MakeOld(context, level);
        }

        return $$"""
            /// <summary>Clears the accessed bit of a slot as one atomic step, and says whether it was set. In Linux: <c>{{lower}}p_test_and_clear_young</c>.</summary>
            public static bool {{level.Owner}}pTestAndClearYoung<TMm>(TMm mm, {{EntryOperationsEmitter.Held(level.Owner, true)}}{{level.Owner}}Ptr {{lower}}p)
                where TMm : IPageTableMemory => (mm.AndNot({{lower}}p.Slot, {{context.InOrder(Expression.Hex(accessed.Mask, context.Word))}}) & {{context.InOrder(Expression.Hex(accessed.Mask, context.Word))}}) != 0;
            """;
    }

    // Where more than the one bit changes, the whole entry is exchanged.
    private static string MakeOld(EmitContext context, Level level)
    {
        string lower = Names.Lower(level.Owner);
        return $$"""
            /// <summary>Makes a slot's entry old as one atomic step, and says whether it was young. In Linux: <c>{{lower}}p_test_and_clear_young</c>.</summary>
            public static bool {{level.Owner}}pTestAndClearYoung<TMm>(TMm mm, {{EntryOperationsEmitter.Held(level.Owner, true)}}{{level.Owner}}Ptr {{lower}}p)
                where TMm : IPageTableMemory
            {
                {{level.Owner}} seen = {{context.Made(level.Owner, $"mm.ReadOnce({lower}p.Slot)")}};
                while (true)
                {
                    {{level.Owner}} found = {{context.Made(level.Owner, $"mm.CompareExchange({lower}p.Slot, {context.Stored("seen.MkOld()")}, {context.Stored("seen")})")}};
                    if (found == seen)
                    {
                        return seen.Young;
                    }

                    seen = found;
                }
            }
            """;
    }

    private static string? SetWrprotect(EmitContext context, Level level)
    {
        if (!level.Transitions.Any(transition => transition.Name == "wrprotect"))
        {
            return null;
        }

        string lower = Names.Lower(level.Owner);
        return $$"""
            /// <summary>Makes a slot read-only as one atomic step, keeping what hardware sets meanwhile. In Linux: <c>{{lower}}p_set_wrprotect</c>.</summary>
            public static void {{level.Owner}}pSetWrprotect<TMm>(TMm mm, {{EntryOperationsEmitter.Held(level.Owner, true)}}{{level.Owner}}Ptr {{lower}}p)
                where TMm : IPageTableMemory
            {
                {{level.Owner}} seen = {{context.Made(level.Owner, $"mm.ReadOnce({lower}p.Slot)")}};
                while (true)
                {
                    {{level.Owner}} found = {{context.Made(level.Owner, $"mm.CompareExchange({lower}p.Slot, {context.Stored("seen.Wrprotect()")}, {context.Stored("seen")})")}};
                    if (found == seen)
                    {
                        return;
                    }

                    seen = found;
                }
            }
            """;
    }
}
