using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>The range walker with callbacks at every level.</summary>
internal static partial class PageWalkEmitter
{
    private const string Generics = "<TMm, TOps>";

    private const string Constraints = """
            where TMm : IPageTableMemory, IPageTableLocking
            where TOps : struct, IMmWalkOps<TOps>
        """;

    public static void Write(EmitContext context, CodeWriter writer)
    {
        writer.Lines($"""
            /// <summary>
            /// Walks a range of a {context.Architecture.Name} address space with Linux's eyes, calling back at every level. Page tables are mapped by
            /// the family that may fail, and an entry whose table went away is looked at again.
            /// </summary>
            """);
        writer.Open("public static unsafe class PageWalk");
        writer.Lines(Range(context.Architecture));
        foreach (LevelName name in EmitContext.AllNames.Where(name => name != LevelName.Pte))
        {
            writer.Blank();
            Level(context, writer, name);
        }

        writer.Blank().Lines(Ptes(context));
        writer.Close();
    }

    private static string Range(Architecture architecture) => $$"""
        /// <summary>Walks from <paramref name="start"/> to <paramref name="end"/>. In Linux: <c>walk_page_range_novma</c>.</summary>
        /// <param name="mm">The memory and the locks. The tables above the page tables must not go away during the walk.</param>
        /// <param name="pgd">The top table's first slot.</param>
        /// <param name="start">The first address, a multiple of the page size.</param>
        /// <param name="end">The end, exclusive, a multiple of the page size; 0 is the end of the 64-bit word, so that the last page can be in the range.</param>
        /// <param name="ops">The callbacks and their state.</param>
        /// <returns>0, or what the callback said that ended the walk. An empty range is 0.</returns>
        /// <remarks>
        /// Addresses outside the address space are a hole. A callback that throws leaves the walk with nothing mapped or held, and
        /// with the state as it was before the page table in question.
        /// </remarks>
        public static int WalkPageRange{{Generics}}(TMm mm, PgdPtr pgd, VirtualAddress start, VirtualAddress end, ref TOps ops)
        {{Constraints}}
        {
            ulong first = start.Value;
            ulong last = unchecked(end.Value - 1);
            if (first > last)
            {
                return 0;
            }

        {{Parts(architecture)}}
        }
        """;

    private static string Parts(Architecture architecture) => architecture.Address switch
    {
        _ when architecture.Root.Type is not null => UpTo("ulong limit = ulong.MaxValue >> (64 - Pgtable.AddressSpaceBits(mm, pgd));", "limit"),
        { Bits: 64 } => WholeWord,
        { HasUpperHalf: true } rule => TwoHalves(rule),
        var rule => UpTo($"const ulong Last = 0x{Bits.All(rule.Bits):x}UL;", "Last"),
    };

    private const string WholeWord = "    return WalkPgdRange(mm, pgd, start, end, ref ops);";

    private static string TwoHalves(VirtualAddressRule rule) => $$"""
            const ulong LowerLast = 0x{{rule.LowerLast:x}}UL;
            const ulong UpperFirst = {{(rule.UpperStart is { } upper ? $"0x{upper:x}UL" : "~LowerLast")}};{{UpperLast(rule)}}
            int error = 0;
            if (first <= LowerLast)
            {
                error = WalkPgdRange(mm, pgd, start, new(Math.Min(last, LowerLast) + 1), ref ops);
            }

            if (error == 0 && first < UpperFirst && last > LowerLast)
            {
                error = TOps.PteHole(ref ops, new(Math.Max(first, LowerLast + 1)), new(Math.Min(last, UpperFirst - 1) + 1), PageTableLevel.Pgd);
            }

            if (error == 0 && last >= UpperFirst{{(rule.UpperStart is null ? string.Empty : " && first <= UpperLast")}})
            {
                error = WalkPgdRange(mm, pgd, new(Math.Max(first, UpperFirst)), {{(rule.UpperStart is null ? "end" : "new(Math.Min(last, UpperLast) + 1)")}}, ref ops);
            }
        {{BehindUpper(rule)}}
            return error;
        """;

    private static string UpperLast(VirtualAddressRule rule) => rule.UpperStart is null ? string.Empty : $"\n    const ulong UpperLast = 0x{rule.UpperLast:x}UL;";

    private static string BehindUpper(VirtualAddressRule rule) => rule.UpperStart is null || rule.UpperLast == ulong.MaxValue ? string.Empty : """

            if (error == 0 && last > UpperLast)
            {
                error = TOps.PteHole(ref ops, new(Math.Max(first, UpperLast + 1)), end, PageTableLevel.Pgd);
            }

        """;

    // What lies behind the last address is a hole.
    private static string UpTo(string declaration, string last) => $$"""
            {{declaration}}
            int error = 0;
            if (first <= {{last}})
            {
                error = WalkPgdRange(mm, pgd, start, new(Math.Min(last, {{last}}) + 1), ref ops);
            }

            if (error == 0 && last > {{last}})
            {
                error = TOps.PteHole(ref ops, new(Math.Max(first, {{last}} + 1)), end, PageTableLevel.Pgd);
            }

            return error;
        """;

    private static void Level(EmitContext context, CodeWriter writer, LevelName name)
    {
        string lower = Names.Lower(name);
        (string parameter, string slot) = Position(context, name);
        writer.Open($"""
            private static int Walk{name}Range{Generics}(TMm mm, {parameter}, VirtualAddress address, VirtualAddress end, ref TOps ops)
            {Constraints}
            """);
        writer.Lines($"{name}Ptr {lower} = {slot};");
        if (HasTable(context, name))
        {
            writer.Open($"if ({lower}.IsNull)");
            writer.Lines($"return TOps.TableMissing(ref ops, above.TableAddress, address, end);");
            writer.Close().Blank();
        }

        Loop(context, writer, name);
        writer.Close();
    }

    // What a level's walk is given: the top table, a snapshot of the entry above, or, where it is folded, the slot above.
    private static (string Parameter, string Slot) Position(EmitContext context, LevelName name)
    {
        if (name == LevelName.Pgd)
        {
            return ("PgdPtr table", context.Architecture.Root.Type is null ? "Pgtable.PgdOffsetPgd(table, address)" : "Pgtable.PgdOffsetPgd(mm, table, address)");
        }

        LevelName above = name + 1;
        if (HasTable(context, name) && LevelTypes.MayBeLower(context.LevelOf(above)))
        {
            return ($"{above}Ptr slot, {above} above", $"Pgtable.{name}OffsetLockless(mm, slot, above, address)");
        }

        return HasTable(context, name)
            ? ($"{above} above", $"Pgtable.{name}OffsetLockless(mm, above, address)")
            : ($"{above}Ptr above", $"new(above.Slot)");
    }

    private static bool HasTable(EmitContext context, LevelName name) => name != LevelName.Pgd && context.LevelOf(name).Top == name;

    private static void Loop(EmitContext context, CodeWriter writer, LevelName name)
    {
        string lower = Names.Lower(name);
        string read = name == LevelName.Pmd ? "PmdpGetLockless" : $"{name}pGet";
        string step = context.LevelOf(name).Top == name ? $"{lower}++, address = next" : "address = next";
        writer.Lines("MmWalk walk = default;").Open($"for (VirtualAddress next; ; {step})");
        writer.Lines($$"""
                next = Pgtable.{{name}}AddrEnd(address, end);
            again:
                {{name}} entry = Pgtable.{{read}}(mm, {{lower}});
                int error;
                if (entry.None)
                {
                    error = TOps.PteHole(ref ops, address, next, PageTableLevel.{{name}});
                }
                else
                {
                    walk.Action = PageWalkAction.Subtree;
                    error = TOps.{{name}}Entry(ref ops, {{lower}}, entry, address, next, ref walk);
            {{Descend(context, name)}}
                }

                if (error != 0 || next == end)
                {
                    return error;
                }
            """.Replace("\n    ", "\n").TrimStart());
        writer.Close();
    }

    private static string Descend(EmitContext context, LevelName name)
    {
        if (name == LevelName.Pmd)
        {
            return """
                        if (error == 0 && walk.Action == PageWalkAction.Subtree && entry.Kind == EntryKind.Table && TOps.PteForm != PteForm.None)
                        {
                            error = WalkPteRange(mm, pmd, entry, address, next, ref ops, ref walk);
                        }

                        if (error == 0 && walk.Action == PageWalkAction.Again)
                        {
                            goto again;
                        }
                """;
        }

        LevelName below = EmitContext.NameBelow(name);
        string position = !HasTable(context, below) ? Names.Lower(name)
            : LevelTypes.MayBeLower(context.LevelOf(name)) ? $"{Names.Lower(name)}, entry" : "entry";
        return $$"""
                    if (error == 0 && walk.Action == PageWalkAction.Again)
                    {
                        goto again;
                    }

                    if (error == 0 && walk.Action == PageWalkAction.Subtree && entry.Kind == EntryKind.Table)
                    {
                        error = Walk{{below}}Range(mm, {{position}}, address, next, ref ops);
                    }
            """;
    }
}
