using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>Sizes, shifts and counts, and Linux's names of the entry's bits, as constants of <c>Pgtable</c>.</summary>
internal static class ConstantsEmitter
{
    public static IEnumerable<string> Members(EmitContext context) =>
        [
            Pages(context.Architecture),
            .. EmitContext.AllNames.Select(name => Level(context, name)),
            .. context.Architecture.Levels.Where(level => level.ContiguousShift > 0).Select(Contiguous),
            .. Flags(context),
            .. TableEntries(context),
            .. MemoryOrder(context),
        ];

    private static string Pages(Architecture architecture) => $$"""
        /// <summary>The base page's size as a power of two. In Linux: <c>PAGE_SHIFT</c>.</summary>
        public const int PageShift = {{architecture.PageShift}};

        /// <summary>The base page's size, {{Doc.Size(architecture.PageShift)}}. In Linux: <c>PAGE_SIZE</c>.</summary>
        public static ByteCount PageSize => new(1UL << PageShift);

        /// <summary>How many low bits of a virtual address are translated.</summary>
        public const int VirtualAddressBits = {{architecture.Address.Bits}};

        /// <summary>The widest physical address an entry can hold, in bits.</summary>
        public const int PhysicalAddressBits = {{architecture.PhysicalAddressBits}};
        """;

    private static string Level(EmitContext context, LevelName name)
    {
        Level level = context.LevelOf(name);
        string prefix = Names.ConstantPrefix(name);
        string kernel = prefix.ToUpperInvariant();
        bool isTop = name == level.Top;
        string shift = name == LevelName.Pte ? string.Empty : $$"""
            /// <summary>What one {{Names.Lower(name)}} entry covers, {{Doc.Size(level.Shift)}}, as a power of two. In Linux: <c>{{kernel}}_SHIFT</c>.</summary>
            public const int {{prefix}}Shift = {{level.Shift}};

            /// <summary>What one {{Names.Lower(name)}} entry covers. In Linux: <c>{{kernel}}_SIZE</c>.</summary>
            public static ByteCount {{prefix}}Size => new(1UL << {{prefix}}Shift);


            """;
        return shift + $$"""
            /// <summary>The number of entries of a {{Names.Lower(name)}} table{{(isTop ? string.Empty : "; 1, because it is folded")}}. In Linux: <c>PTRS_PER_{{name.ToString().ToUpperInvariant()}}</c>.</summary>
            public const int PtrsPer{{name}} = {{(isTop ? level.Entries : 1)}};
            """;
    }

    private static string Contiguous(Level level)
    {
        string name = level.Owner.ToString();
        string kernel = name.ToUpperInvariant();
        return $$"""
            /// <summary>
            /// What a naturally aligned run of {{Names.Lower(level.Owner)}} entries with the contiguous hint maps, {{Doc.Size(level.ContiguousShift)}}, as a power of two. Each entry
            /// holds its own frame; the run is accessed or dirty when one of them is. In Linux: <c>CONT_{{kernel}}_SHIFT</c>.
            /// </summary>
            public const int Cont{{name}}Shift = {{level.ContiguousShift}};

            /// <summary>The number of entries of such a run. In Linux: <c>CONT_{{kernel}}S</c>.</summary>
            public const int Cont{{name}}s = {{1 << (level.ContiguousShift - level.Shift)}};
            """;
    }

    // The same name may stand for other bits at another level (none does today); then only the lowest level's is a constant.
    private static IEnumerable<string> Flags(EmitContext context) =>
        context.Architecture.Levels.Reverse().SelectMany(level => level.Fields)
            .Where(field => field.LinuxName is not null)
            .GroupBy(field => field.LinuxName!, StringComparer.Ordinal)
            .Select(group => group.First())
            .OrderBy(field => field.Low)
            .Select(field => $$"""
                /// <summary>{{Doc.Escape(Capital(field.Description))}}. In Linux: <c>{{Doc.Escape(field.LinuxName!)}}</c>.</summary>
                public const {{context.Word}} {{Names.Pascal(field.LinuxName!)}} = {{Expression.Hex(field.Mask, context.Word)}};
                """);

    private static IEnumerable<string> TableEntries(EmitContext context)
    {
        Level last = context.LevelOf(LevelName.Pmd);
        yield return $$"""
            /// <summary>The bits of a pmd entry that points to a page table of a user address space. In Linux: <c>_PAGE_TABLE</c>.</summary>
            public const {{context.Word}} PageTable = {{Expression.Hex(last.TableEntry, context.Word)}};
            """;
        yield return $$"""
            /// <summary>The bits of a pmd entry that points to a page table of the kernel's. In Linux: <c>_KERNPG_TABLE</c>.</summary>
            public const {{context.Word}} KernpgTable = {{Expression.Hex(last.KernelTableEntry, context.Word)}};
            """;
    }

    private static IEnumerable<string> MemoryOrder(EmitContext context) => !context.Architecture.IsBigEndian ? [] : [$$"""
        // Entries have their highest byte first, whatever the processor does; the same step leads there and back.
        [MethodImpl(AggressiveInlining)]
        internal static {{context.Word}} InMemoryOrder({{context.Word}} entry) =>
            BitConverter.IsLittleEndian ? System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(entry) : entry;
        """];

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text.Substring(1);
}
