using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>Index, offset and end-of-entry functions of each level.</summary>
internal static class OffsetsEmitter
{
    public static IEnumerable<string> Members(EmitContext context) =>
        [
            Canonical(context.Architecture),
            .. EmitContext.AllNames.Select(name => Index(context, name)),
            .. EmitContext.AllNames.Where(name => name != LevelName.Pte).Select(name => AddrEnd(context, name)),
            .. context.Architecture.Root.Type is null ? [Root(context)] : TypedRootEmitter.Emit(context),
            .. EmitContext.AllNames.Where(name => name is not (LevelName.Pgd or LevelName.Pte)).Select(name => Offset(context, name)),
            Kernel(context),
        ];

    /// <summary>Whether <c>address</c> lies in an address space.</summary>
    public static string CanonicalTest(VirtualAddressRule rule)
    {
        int bits = rule.Bits;
        return (bits, rule.Extension) switch
        {
            (64, _) => "true",
            (_, AddressExtension.Sign) => $"(long)(address.Value << {64 - bits}) >> {64 - bits} == (long)address.Value",
            (_, AddressExtension.Halves) when rule.UpperStart is { } upper => $"address.Value >> {bits} is 0 or 0x{upper >> bits:x}UL",
            (_, AddressExtension.Halves) => $"unchecked(address.Value + (1UL << {bits})) >> {bits} <= 1",
            _ => $"address.Value >> {bits} == 0",
        };
    }

    private static string Canonical(Architecture architecture)
    {
        int bits = architecture.Address.Bits;
        string test = CanonicalTest(architecture.Address);
        string rule = architecture.Address.Extension switch
        {
            AddressExtension.Halves when architecture.Address.UpperStart is { } upper => $"bits 63 to {bits} are zero, or those of 0x{upper:x}",
            AddressExtension.Sign => $"bits 63 to {bits - 1} are all equal",
            AddressExtension.Halves => $"bits 63 to {bits} are all equal, and tell the half",
            _ => $"bits 63 to {bits} are zero",
        };
        return $$"""
            /// <summary>Whether an address lies in the virtual address space: {{(bits == 64 ? "all do" : rule)}}.</summary>
            [MethodImpl(AggressiveInlining)]
            public static bool IsCanonical(VirtualAddress address) => {{test}};
            """;
    }

    private static string Index(EmitContext context, LevelName name)
    {
        Level level = context.LevelOf(name);
        string value = name == level.Top ? $"(int)(address.Value >> {level.Shift}) & {level.Entries - 1}" : "0";
        return $$"""
            /// <summary>Which entry of a {{Names.Lower(name)}} table an address uses, from 0 to {{(name == level.Top ? level.Entries - 1 : 0)}}. In Linux: <c>{{Names.Lower(name)}}_index</c>.</summary>
            [MethodImpl(AggressiveInlining)]
            public static int {{name}}Index(VirtualAddress address) => {{value}};
            """;
    }

    private static string AddrEnd(EmitContext context, LevelName name)
    {
        Level level = context.LevelOf(name);
        string doc = $$"""
            /// <summary>Where the {{Names.Lower(name)}} entry of an address ends, or the range if that comes first; 0 is the end of the word. In Linux: <c>{{Names.Lower(name)}}_addr_end</c>.</summary>
            """;
        return name != level.Top
            ? $"{doc}\npublic static VirtualAddress {name}AddrEnd(VirtualAddress address, VirtualAddress end) => end;"
            : $$"""
            {{doc}}
            [MethodImpl(AggressiveInlining)]
            public static VirtualAddress {{name}}AddrEnd(VirtualAddress address, VirtualAddress end)
            {
                ulong boundary = unchecked((address.Value + (1UL << {{level.Shift}})) & ~((1UL << {{level.Shift}}) - 1));
                return unchecked(boundary - 1 < end.Value - 1) ? new(boundary) : end;
            }
            """;
    }

    private static string Root(EmitContext context)
    {
        Level top = context.LevelOf(LevelName.Pgd);
        return $$"""
            /// <summary>
            /// The first slot of the top table, or null where the memory does not hold the whole table. In Linux: <c>mm->pgd</c>, or
            /// <c>__va</c> of the root register.
            /// </summary>
            /// <param name="mm">Where the tables lie.</param>
            /// <param name="root">The top table's physical address{{HalfNote(context.Architecture)}}.</param>
            public static PgdPtr PgdRoot<TMm>(TMm mm, PhysicalAddress root)
                where TMm : IPageTableMemory => new(mm.TableAt(root, new ByteCount({{top.Entries * context.EntryBytes}})));

            /// <summary>The slot of an address in the top table. In Linux: <c>pgd_offset_pgd</c>.</summary>
            /// <param name="pgd">The top table's first slot.</param>
            /// <param name="address">An address of the virtual address space.</param>
            [MethodImpl(AggressiveInlining)]
            public static PgdPtr PgdOffsetPgd(PgdPtr pgd, VirtualAddress address) => pgd + PgdIndex(address);
            """;
    }

    private static string HalfNote(Architecture architecture) => architecture.Root.UpperRegister is null ? string.Empty : ": that of the half the addresses lie in";

    private static string Offset(EmitContext context, LevelName name)
    {
        LevelName above = name + 1;
        string lower = Names.Lower(name);
        if (context.LevelOf(name).Top != name)
        {
            return $$"""
                /// <summary>The {{lower}} slot of an address: the {{Names.Lower(above)}} slot itself, because the level is folded. In Linux: <c>{{lower}}_offset</c>.</summary>
                [MethodImpl(AggressiveInlining)]
                public static {{name}}Ptr {{name}}Offset<TMm>(TMm mm, {{above}}Ptr {{Names.Lower(above)}}, VirtualAddress address)
                    where TMm : IPageTableMemory => new({{Names.Lower(above)}}.Slot);
                """;
        }

        if (LevelTypes.MayBeLower(context.LevelOf(above)))
        {
            return TypedRootEmitter.Offset(context, name);
        }

        return $$"""
            /// <summary>
            /// The slot of an address in the {{lower}} table that a {{Names.Lower(above)}} slot points to now, or null where the memory does not hold
            /// that table. The entry must be a table. In Linux: <c>{{lower}}_offset</c>.
            /// </summary>
            [MethodImpl(AggressiveInlining)]
            public static {{name}}Ptr {{name}}Offset<TMm>(TMm mm, [LiveSlot] {{above}}Ptr {{Names.Lower(above)}}, VirtualAddress address)
                where TMm : IPageTableMemory => {{name}}OffsetLockless(mm, {{above}}pGet(mm, {{Names.Lower(above)}}), address);

            /// <summary>
            /// The slot of an address in the {{lower}} table that a snapshot points to, or null where the memory does not hold that table. The
            /// entry must be a table. In Linux: <c>{{lower}}_offset_lockless</c>.
            /// </summary>
            [MethodImpl(AggressiveInlining)]
            public static {{name}}Ptr {{name}}OffsetLockless<TMm>(TMm mm, {{above}} {{Names.Lower(above)}}, VirtualAddress address)
                where TMm : IPageTableMemory
            {
                void* table = mm.TableAt({{OwnerValue(context, above)}}.TableAddress, new ByteCount({{TableBytes(context, name)}}));
                return table is null ? {{name}}Ptr.Null : new(({{context.Word}}*)table + {{name}}Index(address));
            }
            """;
    }

    private static string Kernel(EmitContext context) => $$"""
        /// <summary>
        /// The slot of an address in the page table that a pmd slot points to now, with no validation and nothing to unmap: only for
        /// tables that cannot go away, such as the kernel's own. Null only where the memory does not hold the table. In Linux:
        /// <c>pte_offset_kernel</c>.
        /// </summary>
        [MethodImpl(AggressiveInlining)]
        public static PtePtr PteOffsetKernel<TMm>(TMm mm, PmdPtr pmd, VirtualAddress address)
            where TMm : IPageTableMemory => PteAt(mm, PmdpGet(mm, pmd), address);

        private static PtePtr PteAt<TMm>(TMm mm, Pmd pmd, VirtualAddress address)
            where TMm : IPageTableMemory
        {
            void* table = mm.TableAt({{OwnerValue(context, LevelName.Pmd)}}.{{LinuxTable(context)}}, new ByteCount({{TableBytes(context, LevelName.Pte)}}));
            return table is null ? PtePtr.Null : new(({{context.Word}}*)table + PteIndex(address));
        }
        """;

    /// <summary>The value of a group's name as the value of the group's owner.</summary>
    private static string OwnerValue(EmitContext context, LevelName name)
    {
        LevelName owner = context.LevelOf(name).Owner;
        return owner == name ? Names.Lower(name) : $"new {owner}({Names.Lower(name)}.Value)";
    }

    /// <summary>The property of an entry that says where Linux's page table lies.</summary>
    public static string LinuxTable(EmitContext context) => context.Pte.LinuxTableOffset == 0 ? "TableAddress" : "LinuxTableAddress";

    private static int TableBytes(EmitContext context, LevelName name) => context.LevelOf(name).Entries * context.EntryBytes;
}
