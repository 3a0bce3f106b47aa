using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>The class <c>Architecture</c>: the architecture as a value, for tools.</summary>
internal static class ArchitectureClassEmitter
{
    public static void Write(EmitContext context, CodeWriter writer)
    {
        writer.Lines(Doc.Summary($"{context.Architecture.Name} as a value: {Doc.Escape(context.Architecture.Description)}."));
        writer.Open("public sealed partial class Architecture : IArchitecture");
        writer.Lines(Members(context));
        foreach (Level level in context.Architecture.Levels)
        {
            writer.Blank().Lines(DecodeLevel(context, level));
        }

        LayoutEmitter.Write(context.Architecture, writer.Blank());
        writer.Close();
    }

    private static string Members(EmitContext context) => $$"""
        private Architecture()
        {
        }

        /// <summary>The one value.</summary>
        public static Architecture Instance { get; } = new();

        /// <inheritdoc/>
        public ArchitectureLayout Layout => TheLayout;

        /// <inheritdoc/>
        public DecodedEntry Decode(PageTableLevel level, ulong entry, ReadOnlySpan<ulong> parameters)
        {
            {{context.Word}} value = ({{context.Word}})entry;
            return level switch
            {
        {{string.Join("\n", EmitContext.AllNames.Select(name => Case(context, name)))}}
                _ => throw new ArgumentOutOfRangeException(nameof(level)),
            };
        }

        /// <inheritdoc/>
        public Translation Translate<TMemory>(TMemory memory, PhysicalAddress root, VirtualAddress address, ReadOnlySpan<ulong> parameters)
            where TMemory : IPageTableMemory => HardwareWalk.Translate(memory, root, address{{Asked(context)}});

        /// <inheritdoc/>
        public void WalkLeaves<TMemory, TVisitor>(
            TMemory memory, PhysicalAddress root, VirtualAddress first, VirtualAddress last, ref TVisitor visitor, ReadOnlySpan<ulong> parameters)
            where TMemory : IPageTableMemory
            where TVisitor : ILeafVisitor => HardwareWalk.WalkLeaves(memory, root, first, last, ref visitor{{Asked(context)}});
        """;

    private static string Asked(EmitContext context) => context.HardwareAsksParameters ? ", Parameters.From(parameters)" : string.Empty;

    private static string Case(EmitContext context, LevelName name) => context.IsFolded(name)
        ? $"        PageTableLevel.{name} => DecodedEntry.Folded,"
        : $"        PageTableLevel.{name} => Decode(new {name}(value), Parameters.From(parameters)),";

    private static string DecodeLevel(EmitContext context, Level level)
    {
        string name = level.Owner.ToString();
        string lower = LevelTypes.MayBeLower(level) ? $"EntryKind.Table when {LevelTypes.IsLower(context, level, "entry.Value")} => null,\n            " : string.Empty;
        string address = level.Owner == LevelName.Pte ? string.Empty : $"{lower}EntryKind.Table => {AddressEmitter.Asked(context, level, isLeaf: false)},\n            ";
        string swap = level.HoldsSwap
            ? $"kind == EntryKind.NonPresent ? Swapops.Decode(Swapops.{name}ToSwpEntry(entry), parameters) : null"
            : "null";
        return $$"""
            private static DecodedEntry Decode({{name}} entry, Parameters parameters)
            {
                EntryKind kind = entry.KindWhen(parameters);
                PhysicalAddress? address = kind switch
                {
                    EntryKind.Leaf => {{AddressEmitter.Asked(context, level, isLeaf: true)}},
                    {{address.Replace("            ", "        ")}}_ => null,
                };
                return new(kind, entry.PredicateBits(parameters), address, {{swap}});
            }
            """;
    }
}
