using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>What Linux makes of an entry, as methods of its value type that answer a new value.</summary>
internal static class TransitionEmitter
{
    public static string Emit(EmitContext context, Level level, Transition transition)
    {
        string kernel = $"{Names.Lower(level.Owner)}_{transition.Name}";
        string head = $$"""
            /// <summary>This entry after: {{string.Join("; ", transition.Steps.Select(step => Words(step, context.Word)))}}. In Linux: <c>{{kernel}}</c>.</summary>
            public {{level.Owner}} {{Names.Pascal(transition.Name)}}()
            """;
        if (Simple(transition, context.Word) is { } value)
        {
            return $"{head} => new({value});";
        }

        return $"{head}\n{{\n    {context.Word} value = _value;\n{string.Join("\n", transition.Steps.Select(step => Statement(step, context.Word)))}\n    return new(value);\n}}";
    }

    // Steps without a condition are one expression.
    private static string? Simple(Transition transition, string word)
    {
        string value = "_value";
        foreach (TransitionStep step in transition.Steps)
        {
            string operand = value == "_value" ? value : $"({value})";
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

    private static string Statement(TransitionStep step, string word) => step switch
    {
        SetStep { When: { } when } set => $"    value = {Expression.Of(Tests.Simplify(when), "value", word)} ? value | {Expression.Hex(set.Mask, word)} : value;",
        ClearStep { When: { } when } clear => $"    value = {Expression.Of(Tests.Simplify(when), "value", word)} ? value & ~{Expression.Hex(clear.Mask, word)} : value;",
        SetStep set => $"    value |= {Expression.Hex(set.Mask, word)};",
        ClearStep clear => $"    value &= ~{Expression.Hex(clear.Mask, word)};",
        MoveStep move => $"    value = {Condition(move, word)} ? (value & ~{Expression.Hex(move.From, word)}) | {Expression.Hex(move.To, word)} : value;",
        _ => throw new ArgumentException($"A step of an unknown kind: {step}.", nameof(step)),
    };

    private static string Condition(MoveStep move, string word)
    {
        string isSet = $"(value & {Expression.Hex(move.From, word)}) != 0";
        return move.When is { } when ? $"{isSet} && ({Expression.Of(Tests.Simplify(when), "value", word)})" : isSet;
    }

    private static string Words(TransitionStep step, string word) => step switch
    {
        SetStep set => $"set <c>{Expression.Hex(set.Mask, word)}</c>{When(set.When, word)}",
        ClearStep clear => $"clear <c>{Expression.Hex(clear.Mask, word)}</c>{When(clear.When, word)}",
        MoveStep move => $"move <c>{Expression.Hex(move.From, word)}</c> to <c>{Expression.Hex(move.To, word)}</c>{When(move.When, word)}",
        _ => throw new ArgumentException($"A step of an unknown kind: {step}.", nameof(step)),
    };

    private static string When(Test? condition, string word) =>
        condition is { } when ? $" where <c>{Doc.Escape(Expression.Of(Tests.Simplify(when), "v", word))}</c>" : string.Empty;
}
