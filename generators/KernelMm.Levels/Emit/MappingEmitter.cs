namespace KernelMm.Levels.Emit;

/// <summary>The mapping family that may fail: <c>PteOffsetMap</c> and its siblings, and what releases their results.</summary>
internal static class MappingEmitter
{
    public static IEnumerable<string> Members(EmitContext context) => [Family, Core(context)];

    private const string Common = """
        /// <param name="mm">The memory and the locks.</param>
        /// <param name="pmd">A live pmd slot, or a private copy; the slot itself must be protected by the mmap, VMA or an rmap lock, or by interrupts off.</param>
        /// <param name="address">The address whose entry is wanted.</param>
        """;

    private const string Returns = """
        /// <returns>The entry's slot, inside a read-side RCU section that <see cref="PteUnmap"/> ends; or null, with nothing mapped, held or owed.</returns>
        """;

    private const string Attributes = "[return: MayFail, ReturnsMapped]";

    private const string Constraint = "where TMm : IPageTableMemory, IPageTableLocking";

    private static string Family => $$"""
        /// <summary>
        /// Maps the page table that a pmd slot points to, unlocked: for looking only. Its entries may change and it may be detached
        /// meanwhile, in which case it is empty. In Linux: <c>pte_offset_map</c>.
        /// </summary>
        {{Common}}
        {{Returns}}
        {{Attributes}}
        public static PtePtr PteOffsetMap<TMm>(TMm mm, [LiveSlot] PmdPtr pmd, VirtualAddress address)
            {{Constraint}} => PteOffsetMapCore(mm, pmd, address, out _);

        /// <summary>
        /// Maps a page table and names its lock, which is not taken. After taking it the table may be detached all the same: compare
        /// the entry if it was not none, or the slot. In Linux: <c>pte_offset_map_nolock</c> (6.5 to 6.12).
        /// </summary>
        {{Common}}
        /// <param name="ptl">The lock of the table that was mapped; the null lock where null is returned.</param>
        {{Returns}}
        {{Attributes}}
        public static PtePtr PteOffsetMapNoLock<TMm>(TMm mm, [LiveSlot] PmdPtr pmd, VirtualAddress address, [MappingLock] out SpinlockPtr ptl)
            {{Constraint}} => PteOffsetMapRwNoLock(mm, pmd, address, out _, out ptl);

        /// <summary>
        /// <see cref="PteOffsetMapNoLock"/> with the promise that nothing is written, not even after the lock was taken. In Linux:
        /// <c>pte_offset_map_ro_nolock</c> (6.13).
        /// </summary>
        /// <inheritdoc cref="PteOffsetMapNoLock" path="/param|/returns"/>
        {{Attributes}}
        public static PtePtr PteOffsetMapRoNoLock<TMm>(TMm mm, [LiveSlot] PmdPtr pmd, VirtualAddress address, [MappingLock] out SpinlockPtr ptl)
            {{Constraint}} => PteOffsetMapRwNoLock(mm, pmd, address, out _, out ptl);

        /// <summary>
        /// <see cref="PteOffsetMapNoLock"/> for writing: hands out the snapshot as well, to be compared with the slot by
        /// <see cref="PmdSame"/> once the lock is held. In Linux: <c>pte_offset_map_rw_nolock</c> (6.13).
        /// </summary>
        {{Common}}
        /// <param name="pmdval">The value of the slot that was decided on, also where null is returned.</param>
        /// <param name="ptl">The lock of the table that was mapped; the null lock where null is returned.</param>
        {{Returns}}
        {{Attributes}}
        public static PtePtr PteOffsetMapRwNoLock<TMm>(
            TMm mm, [LiveSlot] PmdPtr pmd, VirtualAddress address, [Snapshot] out Pmd pmdval, [MappingLock] out SpinlockPtr ptl)
            {{Constraint}}
        {
            PtePtr pte = PteOffsetMapCore(mm, pmd, address, out pmdval);
            ptl = pte.IsNull ? SpinlockPtr.Null : mm.PtlockPtr(pmdval.TableAddress);
            return pte;
        }

        /// <summary>
        /// Maps a page table and takes its lock, looking at the slot again under the lock and starting over where it changed: while
        /// the lock is held the table stays attached. In Linux: <c>pte_offset_map_lock</c>.
        /// </summary>
        {{Common}}
        /// <param name="ptl">The lock, held; the null lock where null is returned.</param>
        /// <returns>The entry's slot, which <see cref="PteUnmapUnlock"/> gives back; or null, with nothing mapped, held or owed.</returns>
        {{Attributes}}
        public static PtePtr PteOffsetMapLock<TMm>(TMm mm, [LiveSlot] PmdPtr pmd, VirtualAddress address, [MappingLock(Held = true)] out SpinlockPtr ptl)
            {{Constraint}}
        {
            while (true)
            {
                PtePtr pte = PteOffsetMapRwNoLock(mm, pmd, address, out Pmd pmdval, out ptl);
                if (pte.IsNull)
                {
                    return pte;
                }

                mm.SpinLock(ptl);
                if (PmdSame(pmdval, PmdpGetLockless(mm, pmd)))
                {
                    return pte;
                }

                PteUnmapUnlock(mm, pte, ptl);
            }
        }

        /// <summary>
        /// Releases a mapping: leaves its RCU section. Exactly once for each map that succeeded, the last mapped first; the pointer
        /// may have moved, but inside its table. In Linux: <c>pte_unmap</c>.
        /// </summary>
        /// <param name="mm">The locks.</param>
        /// <param name="pte">A slot of the mapping; it is dead afterwards.</param>
        public static void PteUnmap<TMm>(TMm mm, [Consumes] PtePtr pte)
            where TMm : IPageTableLocking => mm.RcuReadUnlock();

        /// <summary>Gives back a table's lock, then the mapping. In Linux: <c>pte_unmap_unlock</c>.</summary>
        /// <param name="mm">The locks.</param>
        /// <param name="pte">A slot of the mapping; it is dead afterwards.</param>
        /// <param name="ptl">The mapping's lock, held.</param>
        public static void PteUnmapUnlock<TMm>(TMm mm, [Consumes] PtePtr pte, [Unlocks] SpinlockPtr ptl)
            where TMm : IPageTableLocking
        {
            mm.SpinUnlock(ptl);
            PteUnmap(mm, pte);
        }
        """;

    private static string Core(EmitContext context)
    {
        bool holdsMigration = context.LevelOf(Model.LevelName.Pmd).HoldsSwap && SwapopsEmitter.HasMigration(context.Architecture);
        string migration = holdsMigration ? "\n        case EntryKind.NonPresent when Swapops.IsPmdMigrationEntry(pmdval):" : string.Empty;
        string read = context.Architecture.ReadInHalves
            ? """
                // Interrupts stay off between the two words, so that whoever frees a table waits for the read to end.
                nuint flags = mm.LocalIrqSave();
                pmdval = PmdpGetLockless(mm, pmd);
                mm.LocalIrqRestore(flags);
            """
            : "    pmdval = PmdpGetLockless(mm, pmd);";
        return $$"""
            // Everything is decided on the one snapshot: which table, whether there is one, and whose lock it has. The table is named
            // by the snapshot too, never by a second look at the slot.
            private static PtePtr PteOffsetMapCore<TMm>(TMm mm, PmdPtr pmd, VirtualAddress address, out Pmd pmdval)
                {{Constraint}}
            {
                mm.RcuReadLock();
            {{read}}
                switch (pmdval.Kind)
                {
                    case EntryKind.Table:
                        if (TMm.FailsMaps && mm.MapFails(pmd.Slot))
                        {
                            break;
                        }

                        PtePtr pte = PteAt(mm, pmdval, address);
                        if (pte)
                        {
                            return pte;
                        }

                        break;

                    case EntryKind.None:
                    case EntryKind.Leaf:{{migration}}
                        break;

                    default:
                        PmdClearBad(mm, pmd);
                        break;
                }

                mm.RcuReadUnlock();
                return PtePtr.Null;
            }
            """;
    }
}
