using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>How a swap entry is stored in an entry of one level.</summary>
internal static class SwapCodecEmitter
{
    public static string Emit(EmitContext context, SwapLayout swap, Level level)
    {
        string name = level.Owner.ToString();
        string lower = Names.Lower(level.Owner);
        string value = swap.OffsetInverted ? $"~{lower}.Value" : $"{lower}.Value";
        string kept = swap.OffsetKept <= swap.OffsetHigh - swap.OffsetLow ? $"(entry.Offset & 0x{Bits.All(swap.OffsetKept):x}UL)" : "entry.Offset";
        string offset = swap.OffsetInverted ? "~" + kept : kept;
        ulong types = Bits.All(swap.TypeHigh - swap.TypeLow + 1);
        ulong offsets = Bits.All(swap.OffsetBits);
        ulong stored = Bits.All(swap.OffsetHigh - swap.OffsetLow + 1);
        string constant = level.SwapBits == 0 ? string.Empty : $" | 0x{level.SwapBits:x}UL";
        return $$"""
            /// <summary>The swap entry that a non-present entry holds; flags beside it are left out. In Linux: <c>{{lower}}_to_swp_entry</c>.</summary>
            public static SwpEntry {{name}}ToSwpEntry({{name}} {{lower}}) =>
                new((int)(({{lower}}.Value >> {{swap.TypeLow}}) & 0x{{types:x}}), ((ulong){{value}} >> {{swap.OffsetLow}}) & 0x{{offsets:x}}UL);

            /// <summary>The non-present entry that holds a swap entry, with no flag set. In Linux: <c>swp_entry_to_{{lower}}</c>.</summary>
            /// <param name="entry">A type from 0 to {{swap.TypeCount - 1}} and an offset below 2^{{swap.OffsetBits}}; higher bits are lost.</param>
            public static {{name}} SwpEntryTo{{name}}(SwpEntry entry) =>
                new(({{context.Word}})((((ulong)entry.Type & 0x{{types:x}}UL) << {{swap.TypeLow}}) | (({{offset}} & 0x{{stored:x}}UL) << {{swap.OffsetLow}}){{constant}}));
            """;
    }
}
