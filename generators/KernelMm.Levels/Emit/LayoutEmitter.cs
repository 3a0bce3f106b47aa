using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>The layout metadata: what the level file says, as a value.</summary>
internal static class LayoutEmitter
{
    public static void Write(Architecture architecture, CodeWriter writer)
    {
        FieldNames names = new(architecture);
        writer.Lines("// Each field once: most levels have the same ones.");
        writer.Lines(Join(names.All.Select(field => $"private static readonly FieldLayout {field.Value} = {Field(field.Key)};")));
        writer.Blank().Lines(Layout(architecture, names));
    }

    private static string Layout(Architecture architecture, FieldNames names) => $$"""
        private static readonly ArchitectureLayout TheLayout = new(
            {{Doc.Literal(architecture.Name)}},
            {{Doc.Literal(architecture.Description)}},
            PageShift: {{architecture.PageShift}},
            EntryBits: {{architecture.EntryBits}},
            VirtualAddressBits: {{architecture.Address.Bits}},
            AddressExtension.{{architecture.Address.Extension}},
            PhysicalAddressBits: {{architecture.PhysicalAddressBits}},
            new RootLayout({{Doc.Literal(architecture.Root.Register)}}, [{{string.Join(", ", architecture.Root.Address.Select(slice => $"new({slice.High}, {slice.Low}, {slice.At})"))}}], {{architecture.Root.ElfMachine}}, {{Doc.Literal(architecture.Root.Mode)}}{{Upper(architecture.Root)}}{{Description(architecture.Root)}}),
            [
        {{Join(architecture.Levels.Select(level => Level(level, names)))}}
            ],
            [
        {{Join(architecture.Parameters.Select(Parameter))}}
            ]{{Rest(architecture)}});
        """;

    private static string Level(Level level, FieldNames names) => $$"""
                new LevelLayout(
                    [{{string.Join(", ", level.Names.Select(name => $"PageTableLevel.{name}"))}}],
                    {{Doc.Literal(level.ManualName)}},
                    Shift: {{level.Shift}},
                    IndexBits: {{level.IndexBits}},
                    HardwareLeaf: {{Bool(level.Leaf != LeafSupport.None)}},
                    LinuxLeaf: {{Bool(level.Leaf == LeafSupport.Linux)}},
                    [{{string.Join(", ", level.FieldsAndAddress.Select(field => names.All[field]))}}],
                    [{{string.Join(", ", level.Predicates.Select(predicate => Doc.Literal(predicate.Name)))}}]{{Contiguous(level)}}),
        """;

    private static string Upper(Root root) => root.UpperRegister is null ? string.Empty : $", {Doc.Literal(root.UpperRegister)}";

    // The bits of a root value below the address that say what the table is.
    private static string Description(Root root) => RootBits(root) == 0 ? string.Empty : $"{(root.UpperRegister is null ? ", UpperRegister: null" : string.Empty)}, DescriptionMask: 0x{RootBits(root):x}UL";

    private static ulong RootBits(Root root) => (root.Type?.Mask ?? 0) | (root.Limits?.To.Mask ?? 0) | (root.Limits?.From?.Mask ?? 0);

    private static string Rest(Architecture architecture) =>
        (architecture.IsBigEndian ? ",\n    IsBigEndian: true" : string.Empty)
        + (architecture.Address.UpperStart is { } upper ? $",\n    UpperStart: 0x{upper:x}UL" : string.Empty);

    private static string Contiguous(Level level) => level.ContiguousShift == 0 ? string.Empty : $",\n            ContiguousShift: {level.ContiguousShift}";

    private static string Field(Field field) =>
        $"new({Doc.Literal(field.Name)}, {Doc.Literal(field.LinuxName)}, {Doc.Literal(field.ManualName)}, {field.High}, {field.Low}, {Classes(field.Classes)}, {Doc.Literal(field.Description)})";

    private static string Parameter(Parameter parameter) =>
        $"        new ParameterLayout({Doc.Literal(parameter.Name)}, {Doc.Literal(parameter.Description)}, {(parameter.IsSwitch ? $"{parameter.Default}" : $"0x{parameter.Default:x}UL")}, {Bool(parameter.IsSwitch)}),";

    private static string Classes(FieldClasses classes) => classes == FieldClasses.None
        ? "EntryClasses.None"
        : string.Join(" | ", new[] { FieldClasses.Table, FieldClasses.Leaf, FieldClasses.NonPresent, FieldClasses.Hardware }
            .Where(one => (classes & one) != 0)
            .Select(one => $"EntryClasses.{one}"));

    private static string Join(IEnumerable<string> lines) => string.Join("\n", lines);

    private static string Bool(bool value) => value ? "true" : "false";
}
