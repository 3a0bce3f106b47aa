using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>The interface <c>IMmWalkOps</c>: a range walker's callbacks.</summary>
internal static class WalkOpsEmitter
{
    public static void Write(EmitContext context, CodeWriter writer)
    {
        writer.Lines("""
            /// <summary>
            /// The callbacks of <see cref="PageWalk"/>: static methods of the struct that carries their state, so that each is inlined and
            /// those left out cost nothing. Every callback answers 0 to go on; any other number ends the walk and is its result. In Linux:
            /// <c>struct mm_walk_ops</c>.
            /// </summary>
            /// <typeparam name="TSelf">The implementing struct.</typeparam>
            [ProtectsSlot]
            """);
        writer.Open("public unsafe interface IMmWalkOps<TSelf>\n    where TSelf : struct, IMmWalkOps<TSelf>");
        writer.Members([.. EmitContext.AllNames.Where(name => name != LevelName.Pte).Select(name => Entry(context, name)), Lowest]);
        writer.Close();
    }

    private static string Entry(EmitContext context, LevelName name)
    {
        string lower = Names.Lower(name);
        string folded = context.IsFolded(name) ? " The level is folded: the callback sees one entry that spans what the level below does." : string.Empty;
        return $$"""
            /// <summary>
            /// Called for each {{lower}} entry that is not none: a table, a leaf, or one that is not present.{{folded}} In Linux: <c>{{lower}}_entry</c>.
            /// </summary>
            {{Parameters(name)}}
            [RetriesWhenNull]
            static virtual int {{name}}Entry(ref TSelf ops, [LiveSlot] {{name}}Ptr {{lower}}, [Snapshot] {{name}} entry, VirtualAddress address, VirtualAddress next, ref MmWalk walk) => 0;
            """;
    }

    private const string Lowest = """
        /// <summary>In which form the entries of page tables are wanted.</summary>
        static virtual PteForm PteForm => PteForm.Entry;

        /// <summary>
        /// Called for each entry of a page table, also for those that are none, with the table mapped and locked. Mark a short one for
        /// aggressive inlining: a call for each entry would cost more than the walk. In Linux: <c>pte_entry</c>.
        /// </summary>
        /// <param name="ops">The callbacks' state.</param>
        /// <param name="pte">The slot.</param>
        /// <param name="entry">The slot, read once.</param>
        /// <param name="address">The address it maps.</param>
        static virtual int PteEntry(ref TSelf ops, [NeedsMapped] PtePtr pte, Pte entry, VirtualAddress address) => 0;

        /// <summary>
        /// Called instead of <see cref="PteEntry"/> where <see cref="PteForm"/> asks for runs: once for each run of neighbouring entries
        /// of one table, with the table mapped and locked. The span is the table itself: fit for vector instructions, and writing it
        /// writes the table past the memory seam.
        /// </summary>
        /// <param name="ops">The callbacks' state.</param>
        /// <param name="entries">The entries, in address order; hardware may set accessed and dirty bits meanwhile.</param>
        /// <param name="pte">The first entry's slot.</param>
        /// <param name="address">The address that the first entry maps.</param>
        static virtual int PteRun(ref TSelf ops, Span<Pte> entries, [NeedsMapped] PtePtr pte, VirtualAddress address) => 0;

        /// <summary>Called for each stretch of the range that a none entry above the page tables covers. In Linux: <c>pte_hole</c>.</summary>
        /// <param name="ops">The callbacks' state.</param>
        /// <param name="address">The first address of the hole within the range.</param>
        /// <param name="next">Its end, exclusive; 0 is the end of the 64-bit word.</param>
        /// <param name="depth">The level of the none entry; the highest also for addresses outside the address space.</param>
        static virtual int PteHole(ref TSelf ops, VirtualAddress address, VirtualAddress next, PageTableLevel depth) => 0;

        /// <summary>Called for a table that the memory does not hold, as a dump may not; by default the walk ends with -14 (<c>-EFAULT</c>).</summary>
        /// <param name="ops">The callbacks' state.</param>
        /// <param name="table">The physical address of the table.</param>
        /// <param name="address">The first address of the range that it would map.</param>
        /// <param name="next">The end of that part of the range, exclusive; 0 is the end of the 64-bit word.</param>
        static virtual int TableMissing(ref TSelf ops, PhysicalAddress table, VirtualAddress address, VirtualAddress next) => -14;
        """;

    // In full at the highest level; below all but the slot is the same.
    private static string Parameters(LevelName name) => name == LevelName.Pgd ? """
            /// <param name="ops">The callbacks' state.</param>
            /// <param name="pgd">The slot.</param>
            /// <param name="entry">The snapshot of the slot on which the walker decided.</param>
            /// <param name="address">The first address of the range that the entry covers.</param>
            /// <param name="next">The end of what the entry covers of it, exclusive; 0 is the end of the 64-bit word.</param>
            /// <param name="walk">What happens next; <see cref="PageWalkAction.Again"/> answers a map that failed.</param>
            """ : "/// <inheritdoc cref=\"PgdEntry\" path=\"/param[not(@name='pgd')]\"/>";
}
