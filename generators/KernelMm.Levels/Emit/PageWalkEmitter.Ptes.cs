using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <content>The walk over the entries of one page table.</content>
internal static partial class PageWalkEmitter
{
    private static string Ptes(EmitContext context) => $$"""
        // A map that fails says nothing but that the slot has changed since the snapshot: the caller looks at it again.
        private static int WalkPteRange{{Generics}}(
            TMm mm, PmdPtr pmd, Pmd entry, VirtualAddress address, VirtualAddress end, ref TOps ops, ref MmWalk walk)
        {{Constraints}}
        {
            if (mm.TableAt(entry.{{OffsetsEmitter.LinuxTable(context)}}, new ByteCount({{context.Pte.Entries * context.EntryBytes}})) is null)
            {
                return TOps.TableMissing(ref ops, entry.{{OffsetsEmitter.LinuxTable(context)}}, address, end);
            }

            PtePtr pte = Pgtable.PteOffsetMapLock(mm, pmd, address, out SpinlockPtr ptl);
            if (!pte)
            {
                walk.Action = PageWalkAction.Again;
                return 0;
            }

            try
            {
                int count = (int)(unchecked(end.Value - address.Value) >> Pgtable.PageShift);
                return TOps.PteForm == PteForm.Run
                    ? TOps.PteRun(ref ops, new Span<Pte>(pte.Slot, count), pte, address)
                    : WalkPtes(mm, pte, count, address, ref ops);
            }
            finally
            {
                Pgtable.PteUnmapUnlock(mm, pte, ptl);
            }
        }

        // The state is walked over in a local copy, which the JIT can keep in registers; through the reference it could not. Four
        // entries a turn, because a loop around one inlined callback costs about as much as the callback.
        private static int WalkPtes{{Generics}}(TMm mm, PtePtr pte, int count, VirtualAddress address, ref TOps ops)
        {{Constraints}}
        {
            TOps local = ops;
            int error = 0;
            for (PtePtr fours = pte + (count & ~3); pte != fours; pte += 4, address += new ByteCount(4 * Pgtable.PageSize.Value))
            {
                if ((error = WalkPte(mm, pte.Slot, address, ref local)) != 0
                    || (error = WalkPte(mm, pte.Slot + 1, address + new ByteCount(1 * Pgtable.PageSize.Value), ref local)) != 0
                    || (error = WalkPte(mm, pte.Slot + 2, address + new ByteCount(2 * Pgtable.PageSize.Value), ref local)) != 0
                    || (error = WalkPte(mm, pte.Slot + 3, address + new ByteCount(3 * Pgtable.PageSize.Value), ref local)) != 0)
                {
                    break;
                }
            }

            if (error == 0 && (count & 3) != 0)
            {
                // A copy of its own, so that a call that is not inlined here does not push the other one out of its registers.
                TOps rest = local;
                error = WalkFewPtes(mm, pte, count & 3, address, ref rest);
                local = rest;
            }

            ops = local;
            return error;
        }

        private static int WalkFewPtes{{Generics}}(TMm mm, PtePtr pte, int count, VirtualAddress address, ref TOps ops)
        {{Constraints}}
        {
            int error = 0;
            for (PtePtr last = pte + count; error == 0 && pte != last; pte++, address += Pgtable.PageSize)
            {
                error = WalkPte(mm, pte.Slot, address, ref ops);
            }

            return error;
        }

        // By its bare address: the JIT folds its arithmetic into the load, which it does not do through a PtePtr.
        [MethodImpl(AggressiveInlining)]
        private static int WalkPte{{Generics}}(TMm mm, {{context.Word}}* slot, VirtualAddress address, ref TOps ops)
        {{Constraints}} => TOps.PteEntry(ref ops, new(slot), {{context.Made(LevelName.Pte, "mm.ReadOnce(slot)")}}, address);
        """;
}
