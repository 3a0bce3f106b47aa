using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>The class <c>Architecture</c>: the architecture as a value, for tools.</summary>
internal static class ArchitectureClassEmitter
{
    public static EmittedFile Emit(EmitContext context) => SourceFile.Create(context, "Architecture", writer =>
    {
        writer.Lines(Doc.Summary($"{context.Architecture.Name} as a value: {Doc.Escape(context.Architecture.Description)}."));
        writer.Open("public sealed partial class Architecture : IArchitecture");
        writer.Lines(Members(context));
        foreach (Level level in context.Architecture.Levels)
        {
            writer.Blank().Lines(DecodeLevel(context, level));
        }

        writer.Close();
    });

    private static string Members(EmitContext context) => $$"""
        private Architecture()
        {
        }

        /// <summary>The one value.</summary>
        public static Architecture Instance { get; } = new();

        /// <inheritdoc/>
        public ArchitectureLayout Layout => TheLayout;

        /// <inheritdoc/>
        public DecodedEntry Decode(PageTableLevel level, ulong entry, ReadOnlySpan<int> parameters)
        {
            {{context.Word}} value = ({{context.Word}})entry;
            return level switch
            {
        {{string.Join("\n", EmitContext.AllNames.Select(name => Case(context, name)))}}
                _ => throw new ArgumentOutOfRangeException(nameof(level)),
            };
        }

        /// <inheritdoc/>
        public Translation Translate<TMemory>(TMemory memory, PhysicalAddress root, VirtualAddress address)
            where TMemory : IPageTableMemory => HardwareWalk.Translate(memory, root, address);

        /// <inheritdoc/>
        public void WalkLeaves<TMemory, TVisitor>(
            TMemory memory, PhysicalAddress root, VirtualAddress first, VirtualAddress last, ref TVisitor visitor)
            where TMemory : IPageTableMemory
            where TVisitor : ILeafVisitor => HardwareWalk.WalkLeaves(memory, root, first, last, ref visitor);
        """;

    private static string Case(EmitContext context, LevelName name) => context.IsFolded(name)
        ? $"        PageTableLevel.{name} => DecodedEntry.Folded,"
        : $"        PageTableLevel.{name} => Decode(new {name}(value), Parameters.From(parameters)),";

    private static string DecodeLevel(EmitContext context, Level level)
    {
        string name = level.Owner.ToString();
        string address = level.Owner == LevelName.Pte ? string.Empty : "EntryKind.Table => entry.TableAddress,\n            ";
        string swap = level.HoldsSwap
            ? $"kind == EntryKind.NonPresent ? Swapops.Decode(Swapops.{name}ToSwpEntry(entry), parameters) : null"
            : "null";
        return $$"""
            private static DecodedEntry Decode({{name}} entry, Parameters parameters)
            {
                EntryKind kind = entry.KindWhen(parameters);
                PhysicalAddress? address = kind switch
                {
                    EntryKind.Leaf => entry.LeafAddress,
                    {{address.Replace("            ", "        ")}}_ => null,
                };
                return new(kind, entry.PredicateBits(parameters), address, {{swap}});
            }
            """;
    }
}
