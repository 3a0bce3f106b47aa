using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>
/// Roots and offsets where the entries say of which level they are, so that a kernel can leave levels out at the top. The slot of a
/// level that is left out is that of the first level which is there.
/// </summary>
internal static class TypedRootEmitter
{
    public static IEnumerable<string> Emit(EmitContext context)
    {
        Architecture architecture = context.Architecture;
        Level top = architecture.Levels[0];
        yield return $$"""
            /// <summary>
            /// The first slot of the top table, or null where the memory does not hold the whole table. In Linux: <c>mm->pgd</c>.
            /// </summary>
            /// <param name="mm">Where the tables lie.</param>
            /// <param name="root">The root register's value: the top table's physical address, and below it what the table is.</param>
            public static PgdPtr PgdRoot<TMm>(TMm mm, PhysicalAddress root)
                where TMm : IPageTableMemory => new(mm.TableAt({{LevelTypes.TableOf(architecture)}}, new ByteCount({{Bytes(context, top)}})));
            """;
        yield return $$"""
            /// <summary>How many bits of an address the tables below a top table translate, as its first entry says. In Linux: <c>asce_limit</c>.</summary>
            public static int AddressSpaceBits<TMm>(TMm mm, [LiveSlot] PgdPtr pgd)
                where TMm : IPageTableMemory => {{ByType(context, "TypeOf(mm, pgd)", level => LevelTypes.AddressBits(architecture, level).ToString(System.Globalization.CultureInfo.InvariantCulture))}};
            """;
        yield return $$"""
            /// <summary>The slot of an address in the top table, of whichever level that is. In Linux: <c>pgd_offset_raw</c>.</summary>
            /// <param name="mm">Where the tables lie.</param>
            /// <param name="pgd">The top table's first slot.</param>
            /// <param name="address">An address of the virtual address space.</param>
            [MethodImpl(AggressiveInlining)]
            public static PgdPtr PgdOffsetPgd<TMm>(TMm mm, [LiveSlot] PgdPtr pgd, VirtualAddress address)
                where TMm : IPageTableMemory => pgd + {{ByType(context, "TypeOf(mm, pgd)", level => $"{level.Top}Index(address)")}};
            """;
        yield return $$"""
            // Which level the top table is of: all its entries say it, those that are none too.
            private static int TypeOf<TMm>(TMm mm, PgdPtr pgd)
                where TMm : IPageTableMemory => {{LevelTypes.Number(top.Type!, "PgdpGet(mm, pgd).Value")}};
            """;
    }

    /// <summary>The slot of an address in the table below an entry that may be of a lower level.</summary>
    public static string Offset(EmitContext context, LevelName name)
    {
        LevelName above = name + 1;
        (string lower, string upper) = (Names.Lower(name), Names.Lower(above));
        Level level = context.LevelOf(above);
        return $$"""
            /// <summary>
            /// The slot of an address in the {{lower}} table that a {{upper}} slot points to now, or null where the memory does not hold
            /// that table; the {{upper}} slot itself where its entry is of a lower level. In Linux: <c>{{lower}}_offset</c>.
            /// </summary>
            [MethodImpl(AggressiveInlining)]
            public static {{name}}Ptr {{name}}Offset<TMm>(TMm mm, [LiveSlot] {{above}}Ptr {{upper}}, VirtualAddress address)
                where TMm : IPageTableMemory => {{name}}OffsetLockless(mm, {{upper}}, {{above}}pGet(mm, {{upper}}), address);

            /// <summary>
            /// The slot of an address in the {{lower}} table that a snapshot points to, or null where the memory does not hold that table;
            /// the snapshot's own slot where it is of a lower level. In Linux: <c>{{lower}}_offset_lockless</c>.
            /// </summary>
            [MethodImpl(AggressiveInlining)]
            public static {{name}}Ptr {{name}}OffsetLockless<TMm>(TMm mm, {{above}}Ptr {{upper}}p, {{above}} {{upper}}, VirtualAddress address)
                where TMm : IPageTableMemory
            {
                if ({{LevelTypes.IsLower(context, level, $"{upper}.Value")}})
                {
                    return new({{upper}}p.Slot);
                }

                void* table = mm.TableAt({{upper}}.TableAddress, new ByteCount({{Bytes(context, context.LevelOf(name))}}));
                return table is null ? {{name}}Ptr.Null : new(({{context.Word}}*)table + {{name}}Index(address));
            }
            """;
    }

    private static string ByType(EmitContext context, string type, Func<Level, string> value)
    {
        Level[] starts = [.. LevelTypes.Starts(context.Architecture)];
        IEnumerable<string> arms = starts.Select((level, index) => $"{(index == starts.Length - 1 ? "_" : $"{level.TypeValue}")} => {value(level)}");
        return $"{type} switch {{ {string.Join(", ", arms)} }}";
    }

    private static int Bytes(EmitContext context, Level level) => level.Entries * context.EntryBytes;
}
