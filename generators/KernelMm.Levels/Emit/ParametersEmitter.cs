using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>The class <c>Parameters</c>: what a running kernel decides.</summary>
internal static class ParametersEmitter
{
    public static void Write(EmitContext context, CodeWriter writer)
    {
        writer.Lines(Doc.Summary($"What a running kernel decides about {context.Architecture.Name}. The predicates and codecs that do not ask for it use <see cref=\"Default\"/>."));
        writer.Open("public sealed record Parameters");
        writer.Lines(Doc.Summary("What Linux 6.12 with its usual options decides."));
        writer.Lines("public static Parameters Default { get; } = new();");
        foreach (Parameter parameter in context.Architecture.Parameters)
        {
            writer.Blank();
            writer.Lines(Doc.Summary(Doc.Escape(Sentence(parameter.Description))));
            writer.Lines(parameter.IsSwitch
                ? $"public bool {Names.Pascal(parameter.Name)} {{ get; init; }}{(parameter.Default != 0 ? " = true;" : string.Empty)}"
                : $"public ulong {Names.Pascal(parameter.Name)} {{ get; init; }} = 0x{parameter.Default:x}UL;");
        }

        writer.Blank();
        writer.Lines(FromValues(context));
        writer.Close();
    }

    private static string FromValues(EmitContext context)
    {
        string initializers = string.Join("\n", context.Architecture.Parameters.Select((parameter, index) =>
            $"        {Names.Pascal(parameter.Name)} = values[{index}]{(parameter.IsSwitch ? " != 0" : string.Empty)},"));
        return $$"""
            /// <summary>The parameters with these values, one for each of the layout's parameters and in their order; none means the defaults.</summary>
            internal static Parameters From(ReadOnlySpan<ulong> values) => values.IsEmpty ? Default : new()
            {
            {{initializers.Replace("        ", "    ")}}
            };
            """;
    }

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text.Substring(1) + ".";
}
