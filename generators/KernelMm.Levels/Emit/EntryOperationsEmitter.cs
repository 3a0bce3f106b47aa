using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>Reading, writing and clearing slots through the memory seam.</summary>
internal static class EntryOperationsEmitter
{
    public static IEnumerable<string> Members(EmitContext context) =>
        [
            .. EmitContext.AllNames.Select(name => Get(context, name)),
            .. EmitContext.AllNames.Where(name => name is LevelName.Pmd or LevelName.Pte).Select(name => context.Architecture.ReadInHalves ? HalvesEmitter.Lockless(name) : Lockless(context, name)),
            .. EmitContext.AllNames.Select(name => context.Architecture.ReadInHalves ? HalvesEmitter.Set(name) : Set(context, name)),
            .. EmitContext.AllNames.Select(name => context.Architecture.ReadInHalves && !context.IsFolded(name) ? HalvesEmitter.Clear(name, context.LevelOf(name).Empty) : Clear(context, name)),
            .. context.Architecture.Levels.Select(level => GetAndClear(context, level)),
            .. context.Architecture.Levels.Select(level => AtomicTransitionEmitter.Emit(context, level)).OfType<string>(),
            .. EmitContext.AllNames.Select(Same),
            .. EmitContext.AllNames.Where(name => name != LevelName.Pte && !context.IsFolded(name)).Select(name => ClearBad(context, name)),
            .. EmitContext.AllNames.Where(name => name != LevelName.Pte).Select(name => Populate(context, name)),
            PopulateKernel(context),
        ];

    /// <summary>The contract of a slot parameter: only a pte slot lives in a mapping; the slots above are protected by other means.</summary>
    public static string Held(LevelName name, bool writes) =>
        (name, writes) switch
        {
            (LevelName.Pte, false) => "[NeedsMapped] ",
            (LevelName.Pte, true) => "[NeedsMapped(Writes = true)] ",
            (_, false) => "[LiveSlot] ",
            _ => "[LiveSlot(Writes = true)] ",
        };

    private static string Get(EmitContext context, LevelName name)
    {
        string lower = Names.Lower(name);
        string reads = name == LevelName.Pte ? string.Empty : "[ReadsSlot(NeedsLock = true)]\n";
        return $$"""
            /// <summary>Reads a slot once. In Linux: <c>{{lower}}p_get</c>.</summary>
            {{reads}}[MethodImpl(AggressiveInlining)]
            public static {{name}} {{name}}pGet<TMm>(TMm mm, {{Held(name, false)}}{{name}}Ptr {{lower}}p)
                where TMm : IPageTableMemory => {{context.Made(name, $"mm.ReadOnce({lower}p.Slot)")}};
            """;
    }

    private static string Lockless(EmitContext context, LevelName name)
    {
        string lower = Names.Lower(name);
        string attribute = name == LevelName.Pte ? "[NeedsMapped] " : "[LiveSlot] ";
        string reads = name == LevelName.Pte ? string.Empty : "[ReadsSlot]\n";
        return $$"""
            /// <summary>
            /// Reads a slot that no lock protects, once and in one piece: the snapshot on which every decision about it must rest. In
            /// Linux: <c>{{lower}}p_get_lockless</c>.
            /// </summary>
            {{reads}}[MethodImpl(AggressiveInlining)]
            public static {{name}} {{name}}pGetLockless<TMm>(TMm mm, {{attribute}}{{name}}Ptr {{lower}}p)
                where TMm : IPageTableMemory => {{context.Made(name, $"mm.ReadOnce({lower}p.Slot)")}};
            """;
    }

    private static string Set(EmitContext context, LevelName name)
    {
        string lower = Names.Lower(name);
        return $$"""
            /// <summary>Writes a slot once; its lock must be held. In Linux: <c>set_{{lower}}</c>.</summary>
            [MethodImpl(AggressiveInlining)]
            public static void Set{{name}}<TMm>(TMm mm, {{Held(name, true)}}{{name}}Ptr {{lower}}p, {{name}} {{lower}})
                where TMm : IPageTableMemory => mm.WriteOnce({{lower}}p.Slot, {{context.Stored(lower)}});
            """;
    }

    private static string Clear(EmitContext context, LevelName name)
    {
        string lower = Names.Lower(name);
        return context.IsFolded(name)
            ? $$"""
            /// <summary>Does nothing: the level is folded, and the level below clears the word. In Linux: <c>{{lower}}_clear</c>.</summary>
            public static void {{name}}Clear<TMm>(TMm mm, {{name}}Ptr {{lower}}p)
                where TMm : IPageTableMemory
            {
            }
            """
            : $$"""
            /// <summary>Makes a slot none; its lock must be held. In Linux: <c>{{lower}}_clear</c>.</summary>
            public static void {{name}}Clear<TMm>(TMm mm, {{Held(name, true)}}{{name}}Ptr {{lower}}p)
                where TMm : IPageTableMemory => mm.WriteOnce({{lower}}p.Slot, {{(context.LevelOf(name).Empty == 0 ? $"({context.Word})0" : context.Empty(context.LevelOf(name)))}});
            """;
    }

    private static string GetAndClear(EmitContext context, Level level)
    {
        LevelName name = level.Owner;
        string lower = Names.Lower(name);
        string kernel = name == LevelName.Pte ? "ptep_get_and_clear" : $"{lower}p_huge_get_and_clear";
        return $$"""
            /// <summary>Makes a slot none and answers what it held, as one atomic step, so that no accessed or dirty bit is lost. In Linux: <c>{{kernel}}</c>.</summary>
            public static {{name}} {{Names.Pascal(kernel)}}<TMm>(TMm mm, {{Held(name, true)}}{{name}}Ptr {{lower}}p)
                where TMm : IPageTableMemory => {{context.Made(name, $"mm.Exchange({lower}p.Slot, {context.Empty(level)})")}};
            """;
    }

    private static string Same(LevelName name)
    {
        string lower = Names.Lower(name);
        string attribute = name switch
        {
            LevelName.Pte => "[Validates(OnlyIfNotNone = true)]\n",
            LevelName.Pmd => "[Validates]\n",
            _ => string.Empty,
        };
        return $$"""
            /// <summary>Whether two snapshots are the same word. In Linux: <c>{{lower}}_same</c>.</summary>
            {{attribute}}[MethodImpl(AggressiveInlining)]
            public static bool {{name}}Same({{name}} left, {{name}} right) => left == right;
            """;
    }

    private static string ClearBad(EmitContext context, LevelName name)
    {
        string lower = Names.Lower(name);
        return $$"""
            /// <summary>Reports a slot that holds a bad entry and makes it none, with no lock and without looking again. In Linux: <c>{{lower}}_clear_bad</c>.</summary>
            public static void {{name}}ClearBad<TMm>(TMm mm, {{Held(name, true)}}{{name}}Ptr {{lower}}p)
                where TMm : IPageTableMemory, IPageTableLocking
            {
                mm.BadEntry(PageTableLevel.{{name}}, {{context.InOrder($"mm.ReadOnce({lower}p.Slot)")}});
                {{name}}Clear(mm, {{lower}}p);
            }
            """;
    }

    private static string Populate(EmitContext context, LevelName name)
    {
        string lower = Names.Lower(name);
        string below = Names.Lower(EmitContext.NameBelow(name));
        if (context.IsFolded(name))
        {
            return $$"""
                /// <summary>Does nothing: the {{below}} level is in the same word. In Linux: <c>{{lower}}_populate</c>.</summary>
                public static void {{name}}Populate<TMm>(TMm mm, {{name}}Ptr {{lower}}p, PhysicalAddress table)
                    where TMm : IPageTableMemory
                {
                }
                """;
        }

        return $$"""
            /// <summary>Makes a slot point to a {{below}} table of a user address space; its lock must be held. In Linux: <c>{{lower}}_populate</c>.</summary>
            public static void {{name}}Populate<TMm>(TMm mm, {{Held(name, true)}}{{name}}Ptr {{lower}}p, PhysicalAddress table)
                where TMm : IPageTableMemory => Set{{name}}(mm, {{lower}}p, {{TableEntry(context, name, TableBits(context, name))}});
            """;
    }

    // By its frame, or where tables are smaller than a page by its address.
    private static string TableEntry(EmitContext context, LevelName name, string bits)
    {
        Level level = context.LevelOf(name);
        return level.TableAddressLow < context.Architecture.PageShift
            ? $"new {name}(({context.Word})({bits} | {Expression.Entry(context.ByDefault(level.TableAddress), "table.Value", context.Word)}))"
            : $"Pfn{name}(new Pfn(table.Value >> PageShift), new Pgprot({bits}))";
    }

    // The constant where the level has its value; elsewhere the bits themselves.
    private static string TableBits(EmitContext context, LevelName name)
    {
        ulong bits = context.LevelOf(name).TableEntry;
        return bits == context.LevelOf(LevelName.Pmd).TableEntry ? "PageTable" : Expression.Hex(bits, context.Word);
    }

    private static string PopulateKernel(EmitContext context) => $$"""
        /// <summary>Makes a slot point to a page table of the kernel's; its lock must be held. In Linux: <c>pmd_populate_kernel</c>.</summary>
        public static void PmdPopulateKernel<TMm>(TMm mm, [LiveSlot(Writes = true)] PmdPtr pmdp, PhysicalAddress table)
            where TMm : IPageTableMemory => SetPmd(mm, pmdp, {{TableEntry(context, LevelName.Pmd, "KernpgTable")}});
        """;
}
