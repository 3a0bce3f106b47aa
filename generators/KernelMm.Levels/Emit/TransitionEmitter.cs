using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>What Linux makes of an entry, as methods of its value type that answer a new value.</summary>
internal static class TransitionEmitter
{
    public static string Emit(EmitContext context, Level level, Transition transition)
    {
        string kernel = $"{Names.Lower(level.Owner)}_{transition.Name}";
        string head = $$"""
            /// <summary>This entry after: {{string.Join("; ", transition.Steps.Select(step => Words(step, context)))}}. In Linux: <c>{{kernel}}</c>.</summary>
            public {{level.Owner}} {{Names.Pascal(transition.Name)}}()
            """;
        if (Simple(transition, context) is { } value)
        {
            return $"{head} => new({value});";
        }

        return $"{head}\n{{\n    {context.Word} value = {context.Value};\n{string.Join("\n", transition.Steps.Select(step => "    " + Statement(step, context, "value")))}\n    return new(value);\n}}";
    }

    // Steps without a condition are one expression.
    private static string? Simple(Transition transition, EmitContext context)
    {
        string word = context.Word;
        string value = context.Value;
        foreach (TransitionStep step in transition.Steps)
        {
            string operand = value == context.Value ? value : $"({value})";
            switch (step)
            {
                case SetStep { When: null } set:
                    value = $"{operand} | {Expression.Hex(set.Mask, word)}";
                    break;
                case ClearStep { When: null } clear:
                    value = $"{operand} & ~{Expression.Hex(clear.Mask, word)}";
                    break;
                default:
                    return null;
            }
        }

        return value;
    }

    /// <summary>One step as a statement that changes the variable named <paramref name="value"/>.</summary>
    public static string Statement(TransitionStep step, EmitContext context, string value) => step switch
    {
        SetStep { When: { } when } set => $"{value} = {Expression.Of(context.ByDefault(when), value, context.Word)} ? {value} | {Expression.Hex(set.Mask, context.Word)} : {value};",
        ClearStep { When: { } when } clear => $"{value} = {Expression.Of(context.ByDefault(when), value, context.Word)} ? {value} & ~{Expression.Hex(clear.Mask, context.Word)} : {value};",
        SetStep set => $"{value} |= {Expression.Hex(set.Mask, context.Word)};",
        ClearStep clear => $"{value} &= ~{Expression.Hex(clear.Mask, context.Word)};",
        MoveStep move => $"{value} = {Condition(move, context, value)} ? ({value} & ~{Expression.Hex(move.From, context.Word)}) | {Expression.Hex(move.To, context.Word)} : {value};",
        _ => throw new ArgumentException($"A step of an unknown kind: {step}.", nameof(step)),
    };

    private static string Condition(MoveStep move, EmitContext context, string value)
    {
        string isSet = $"({value} & {Expression.Hex(move.From, context.Word)}) != 0";
        return move.When is { } when ? $"{isSet} && ({Expression.Of(context.ByDefault(when), value, context.Word)})" : isSet;
    }

    private static string Words(TransitionStep step, EmitContext context) => step switch
    {
        SetStep set => $"set <c>{Expression.Hex(set.Mask, context.Word)}</c>{When(set.When, context)}",
        ClearStep clear => $"clear <c>{Expression.Hex(clear.Mask, context.Word)}</c>{When(clear.When, context)}",
        MoveStep move => $"move <c>{Expression.Hex(move.From, context.Word)}</c> to <c>{Expression.Hex(move.To, context.Word)}</c>{When(move.When, context)}",
        _ => throw new ArgumentException($"A step of an unknown kind: {step}.", nameof(step)),
    };

    private static string When(Test? condition, EmitContext context) =>
        condition is { } when ? $" where <c>{Doc.Escape(Expression.Of(context.ByDefault(when), "v", context.Word))}</c>" : string.Empty;
}
