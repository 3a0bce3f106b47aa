using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>The layout metadata: what the level file says, as a value.</summary>
internal static class LayoutEmitter
{
    public static EmittedFile Emit(EmitContext context) => SourceFile.Create(context, "Architecture.Layout", writer =>
    {
        writer.Open("public sealed partial class Architecture");
        writer.Lines(Layout(context.Architecture));
        writer.Close();
    });

    private static string Layout(Architecture architecture) => $$"""
        private static readonly ArchitectureLayout TheLayout = new(
            {{Doc.Literal(architecture.Name)}},
            {{Doc.Literal(architecture.Description)}},
            PageShift: {{architecture.PageShift}},
            EntryBits: {{architecture.EntryBits}},
            VirtualAddressBits: {{architecture.Address.Bits}},
            SignExtended: {{Bool(architecture.Address.SignExtended)}},
            PhysicalAddressBits: {{architecture.PhysicalAddressBits}},
            new RootLayout({{Doc.Literal(architecture.Root.Register)}}, 0x{{architecture.Root.Address.Mask:x}}UL, {{architecture.Root.Address.At - architecture.Root.Address.Low}}, {{architecture.Root.ElfMachine}}, {{Doc.Literal(architecture.Root.Mode)}}),
            [
        {{Join(architecture.Levels.Select(Level))}}
            ],
            [
        {{Join(architecture.Parameters.Select(Parameter))}}
            ]);
        """;

    private static string Level(Level level) => $$"""
                new LevelLayout(
                    [{{string.Join(", ", level.Names.Select(name => $"PageTableLevel.{name}"))}}],
                    {{Doc.Literal(level.ManualName)}},
                    Shift: {{level.Shift}},
                    IndexBits: {{level.IndexBits}},
                    HardwareLeaf: {{Bool(level.Leaf != LeafSupport.None)}},
                    LinuxLeaf: {{Bool(level.Leaf == LeafSupport.Linux)}},
                    [
        {{Join(level.FieldsAndAddress.Select(Field))}}
                    ],
                    [{{string.Join(", ", level.Predicates.Select(predicate => Doc.Literal(predicate.Name)))}}]),
        """;

    private static string Field(Field field) =>
        $"                new FieldLayout({Doc.Literal(field.Name)}, {Doc.Literal(field.LinuxName)}, {Doc.Literal(field.ManualName)}, {field.High}, {field.Low}, {Classes(field.Classes)}, {Doc.Literal(field.Description)}),";

    private static string Parameter(Parameter parameter) =>
        $"        new ParameterLayout({Doc.Literal(parameter.Name)}, {Doc.Literal(parameter.Description)}, {parameter.Default}, {Bool(parameter.IsSwitch)}),";

    private static string Classes(FieldClasses classes) => classes == FieldClasses.None
        ? "EntryClasses.None"
        : string.Join(" | ", new[] { FieldClasses.Table, FieldClasses.Leaf, FieldClasses.NonPresent }
            .Where(one => (classes & one) != 0)
            .Select(one => $"EntryClasses.{one}"));

    private static string Join(IEnumerable<string> lines) => string.Join("\n", lines);

    private static string Bool(bool value) => value ? "true" : "false";
}
