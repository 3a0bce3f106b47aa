using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>The swap-entry codec and Linux's non-swap types.</summary>
internal static class SwapopsEmitter
{
    // Linux's questions to a swap entry, and the types that answer yes; a question none of whose types exist is not emitted.
    private static readonly (string Kernel, string[] Types, string Words)[] Questions =
    [
        ("is_migration_entry", ["migration_read", "migration_read_exclusive", "migration_write"], "a page on its way to another frame"),
        ("is_readable_migration_entry", ["migration_read"], "a page on its way that was mapped read-only"),
        ("is_readable_exclusive_migration_entry", ["migration_read_exclusive"], "a page on its way that was mapped read-only and owned by this address space alone"),
        ("is_writable_migration_entry", ["migration_write"], "a page on its way that was writable"),
        ("is_device_private_entry", ["device_read", "device_write"], "a page in device-private memory"),
        ("is_writable_device_private_entry", ["device_write"], "a writable page in device-private memory"),
        ("is_device_exclusive_entry", ["device_exclusive_read", "device_exclusive_write"], "a page that a device uses alone"),
        ("is_writable_device_exclusive_entry", ["device_exclusive_write"], "a writable page that a device uses alone"),
        ("is_hwpoison_entry", ["hwpoison"], "a page that hardware reported broken"),
        ("is_pte_marker_entry", ["pte_marker"], "a marker"),
        ("is_swapin_error_entry", ["swapin_error"], "a page that could not be read back"),
    ];

    /// <summary>Whether a page on its way to another frame has a type of its own.</summary>
    public static bool HasMigration(Architecture architecture) =>
        architecture.Swap is { } swap && TypeNames(swap).Contains("migration_read");

    public static void Write(EmitContext context, CodeWriter writer)
    {
        SwapLayout swap = context.Architecture.Swap!;
        writer.Lines(EntryType);
        writer.Blank();
        writer.Lines(Doc.Summary($"Swap entries of {context.Architecture.Name}: what an entry that is neither none nor present encodes. The numbers are those of <see cref=\"Parameters.Default\"/>; what Linux has in <c>swapops.h</c>."));
        writer.Lines(Layout(swap));
        writer.Open("public static class Swapops");
        writer.Members([
            .. Constants(context.Architecture, swap),
            .. Markers(swap),
            .. context.Architecture.Levels.Where(level => level.HoldsSwap).Select(level => SwapCodecEmitter.Emit(context, swap, level)),
            .. Predicates(context.Architecture, swap),
            Pfn(swap),
            SwapDecodeEmitter.Emit(swap),
        ]);
        writer.Close();
    }

    private const string EntryType = """
        /// <summary>A swap entry, independent of how an architecture stores it. In Linux: <c>swp_entry_t</c>.</summary>
        /// <param name="Type">The number of a swap file, or of a non-swap type above them. In Linux: <c>swp_type</c>.</param>
        /// <param name="Offset">The slot in the swap area, or what the type says. In Linux: <c>swp_offset</c>.</param>
        public readonly record struct SwpEntry(int Type, ulong Offset);
        """;

    private static string Layout(SwapLayout swap)
    {
        string inverted = swap.OffsetInverted ? ", complemented" : string.Empty;
        string flags = string.Concat(swap.Flags.Select(flag => $"; {Doc.Escape(flag.Name)} in bit {flag.Bit}"));
        return $"/// <remarks>An entry holds the type in bits {swap.TypeHigh}:{swap.TypeLow}; the offset in bits {swap.OffsetHigh}:{swap.OffsetLow}{inverted}{flags}.</remarks>";
    }

    private static IEnumerable<string> TypeNames(SwapLayout swap) => swap.Types.SelectMany(group => group.Names);

    private static IEnumerable<string> Constants(Architecture architecture, SwapLayout swap)
    {
        Dictionary<string, int> numbers = SwapNumbering.Default(architecture, swap);
        yield return $$"""
            /// <summary>How many types are swap files; the others count from here. In Linux: <c>MAX_SWAPFILES</c>.</summary>
            public const int MaxSwapfiles = {{swap.TypeCount - numbers.Count}};
            """;
        foreach (string name in TypeNames(swap).Where(numbers.ContainsKey))
        {
            yield return $$"""
                /// <summary>A non-swap type. In Linux: <c>{{(name == "pte_marker" ? "SWP_PTE_MARKER" : "SWP_" + name.ToUpperInvariant())}}</c>.</summary>
                public const int Swp{{Names.Pascal(name)}} = {{numbers[name]}};
                """;
        }

        yield return $$"""
            /// <summary>How many low bits of an offset hold a page frame. In Linux: <c>SWP_PFN_BITS</c>.</summary>
            public const int SwpPfnBits = {{swap.PfnBits}};
            """;
    }

    private static IEnumerable<string> Markers(SwapLayout swap) => swap.Markers.Select(marker => $$"""
        /// <summary>A bit of a marker's offset. In Linux: <c>PTE_MARKER_{{marker.Name.ToUpperInvariant()}}</c>.</summary>
        public const ulong PteMarker{{Names.Pascal(marker.Name)}} = 0x{{1UL << marker.Bit:x}}UL;
        """);

    private static IEnumerable<string> Predicates(Architecture architecture, SwapLayout swap)
    {
        yield return """
            /// <summary>Whether the type is not a swap file's. In Linux: <c>non_swap_entry</c>.</summary>
            public static bool NonSwapEntry(SwpEntry entry) => entry.Type >= MaxSwapfiles;
            """;
        Dictionary<string, int> numbers = SwapNumbering.Default(architecture, swap);
        foreach ((string kernel, string[] types, string words) in Questions)
        {
            string[] known = [.. types.Where(numbers.ContainsKey)];
            if (known.Length > 0)
            {
                yield return Question(kernel, words, known);
            }
        }

        string[] pfnTypes = [.. swap.Types.Where(group => group.Content == SwapContent.Pfn).SelectMany(group => group.Names).Where(numbers.ContainsKey)];
        if (pfnTypes.Length > 0)
        {
            yield return Question("is_pfn_swap_entry", "a page that is not swapped, so that the offset holds its frame", pfnTypes);
        }

        if (HasMigration(architecture) && architecture.Levels.Any(level => level.HoldsSwap && level.Owner == LevelName.Pmd))
        {
            yield return """
                /// <summary>Whether the entry is a huge page on its way to another frame. In Linux: <c>is_pmd_migration_entry</c>.</summary>
                public static bool IsPmdMigrationEntry(Pmd pmd) => pmd.Kind == EntryKind.NonPresent && IsMigrationEntry(PmdToSwpEntry(pmd));
                """;
        }
    }

    private static string Question(string kernel, string words, string[] types) => $$"""
        /// <summary>Whether the entry stands for {{words}}. In Linux: <c>{{kernel}}</c>.</summary>
        public static bool {{Names.Pascal(kernel)}}(SwpEntry entry) => entry.Type is {{string.Join(" or ", types.Select(type => "Swp" + Names.Pascal(type)))}};
        """;

    private static string Pfn(SwapLayout swap) => $$"""
        /// <summary>The page frame that an entry's offset holds; means something only where the type carries one. In Linux: <c>swp_offset_pfn</c>.</summary>
        public static Pfn SwpOffsetPfn(SwpEntry entry) => new(entry.Offset & 0x{{Bits.All(swap.PfnBits):x}}UL);
        """;
}
