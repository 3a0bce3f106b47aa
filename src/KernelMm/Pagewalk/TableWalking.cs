using KernelMm.HugePages;

namespace KernelMm.Pagewalk;

/// <summary>The tables of one mapping, level by level. In Linux: <c>walk_pgd_range</c> to <c>walk_pte_range</c>.</summary>
internal static unsafe class TableWalking
{
    private const WalkCallbacks BelowPgd = WalkCallbacks.P4dEntry | BelowP4d;
    private const WalkCallbacks BelowP4d = WalkCallbacks.PudEntry | BelowPud;
    private const WalkCallbacks BelowPud = WalkCallbacks.PmdEntry | WalkCallbacks.PteEntry;

    /// <summary>Tells of a hole where somebody wants to know.</summary>
    public static int Hole<TOps>(ref VmaWalk walk, VirtualAddress address, VirtualAddress next, int depth, ref TOps ops)
        where TOps : struct, IVmaWalkOps<TOps>, allows ref struct =>
        Has<TOps>(WalkCallbacks.PteHole) ? TOps.PteHole(ref ops, address, next, RealDepth(depth), ref walk) : 0;

    /// <summary>Walks from the top. In Linux: <c>walk_pgd_range</c>.</summary>
    public static int WalkPgdRange<TOps>(ref VmaWalk walk, VirtualAddress address, VirtualAddress end, ref TOps ops)
        where TOps : struct, IVmaWalkOps<TOps>, allows ref struct
    {
        PgdPtr pgd = PgdOffsetPgd(walk.Pgd, address);
        int answer = 0;
        for (VirtualAddress next; answer == 0 && address != end; pgd++, address = next)
        {
            next = PgdAddrEnd(address, end);
            if (PgdNoneOrClearBad(walk.Mm, pgd))
            {
                answer = Hole(ref walk, address, next, 0, ref ops);
                continue;
            }

            answer = Has<TOps>(WalkCallbacks.PgdEntry) ? TOps.PgdEntry(ref ops, pgd, address, next, ref walk) : 0;
            answer = answer == 0 && Has<TOps>(BelowPgd) ? WalkP4dRange(ref walk, pgd, address, next, ref ops) : answer;
        }

        return answer;
    }

    // What is neither none nor a table is reported, and none from then on. In Linux: pgd_none_or_clear_bad.
    private static bool PgdNoneOrClearBad(Mm mm, PgdPtr pgd)
    {
        Pgd entry = PgdpGet(mm, pgd);
        if (entry.Kind is EntryKind.Table or EntryKind.None)
        {
            return entry.Kind == EntryKind.None;
        }

        mm.BadEntry(PageTableLevel.Pgd, entry.Value);
        PgdClear(mm, pgd);
        return true;
    }

    // In Linux: p4d_none_or_clear_bad.
    private static bool P4dNoneOrClearBad(Mm mm, P4dPtr p4d)
    {
        P4d entry = P4dpGet(mm, p4d);
        if (entry.Kind is EntryKind.Table or EntryKind.None)
        {
            return entry.Kind == EntryKind.None;
        }

        mm.BadEntry(PageTableLevel.P4d, entry.Value);
        P4dClear(mm, p4d);
        return true;
    }

    // In Linux: real_depth.
    private static int RealDepth(int depth)
    {
        int real = depth == 3 && PtrsPerPmd == 1 ? 2 : depth;
        real = real == 2 && PtrsPerPud == 1 ? 1 : real;
        return real == 1 && PtrsPerP4d == 1 ? 0 : real;
    }

    private static bool Has<TOps>(WalkCallbacks callbacks)
        where TOps : struct, IVmaWalkOps<TOps>, allows ref struct => (TOps.Callbacks & callbacks) != 0;

    private static int WalkP4dRange<TOps>(ref VmaWalk walk, PgdPtr pgd, VirtualAddress address, VirtualAddress end, ref TOps ops)
        where TOps : struct, IVmaWalkOps<TOps>, allows ref struct
    {
        P4dPtr p4d = P4dOffset(walk.Mm, pgd, address);
        int answer = 0;
        for (VirtualAddress next; answer == 0 && address != end; p4d++, address = next)
        {
            next = P4dAddrEnd(address, end);
            if (P4dNoneOrClearBad(walk.Mm, p4d))
            {
                answer = Hole(ref walk, address, next, 1, ref ops);
                continue;
            }

            answer = Has<TOps>(WalkCallbacks.P4dEntry) ? TOps.P4dEntry(ref ops, p4d, address, next, ref walk) : 0;
            answer = answer == 0 && Has<TOps>(BelowP4d) ? WalkPudRange(ref walk, p4d, address, next, ref ops) : answer;
        }

        return answer;
    }

    private static int WalkPudRange<TOps>(ref VmaWalk walk, P4dPtr p4d, VirtualAddress address, VirtualAddress end, ref TOps ops)
        where TOps : struct, IVmaWalkOps<TOps>, allows ref struct
    {
        PudPtr pud = PudOffset(walk.Mm, p4d, address);
        int answer = 0;
        for (VirtualAddress next; answer == 0 && address != end; pud++, address = next)
        {
            next = PudAddrEnd(address, end);
            do
            {
                answer = WalkPud(ref walk, pud, address, next, ref ops);
            }
            while (answer == 0 && walk.Action == PageWalkAction.Again);
        }

        return answer;
    }

    private static int WalkPud<TOps>(ref VmaWalk walk, PudPtr pud, VirtualAddress address, VirtualAddress next, ref TOps ops)
        where TOps : struct, IVmaWalkOps<TOps>, allows ref struct
    {
        walk.Action = PageWalkAction.Subtree;
        if (PudpGet(walk.Mm, pud).None)
        {
            return Hole(ref walk, address, next, 2, ref ops);
        }

        int answer = Has<TOps>(WalkCallbacks.PudEntry) ? TOps.PudEntry(ref ops, pud, address, next, ref walk) : 0;
        if (answer != 0 || walk.Action != PageWalkAction.Subtree || !Has<TOps>(BelowPud))
        {
            return answer;
        }

        if (walk.Vma is { } vma)
        {
            HugeSplitting.SplitHugePud(vma, pud, address);
        }
        else if (PudpGet(walk.Mm, pud).Kind is EntryKind.Leaf or EntryKind.NonPresent)
        {
            return 0;
        }

        return WalkPmdRange(ref walk, pud, address, next, ref ops);
    }

    private static int WalkPmdRange<TOps>(ref VmaWalk walk, PudPtr pud, VirtualAddress address, VirtualAddress end, ref TOps ops)
        where TOps : struct, IVmaWalkOps<TOps>, allows ref struct
    {
        // It may have become another since the callback saw it, or come back since it was split: what is walked is the table of
        // the value that was read here, and anything else is looked at again.
        Pud entry = PudpGet(walk.Mm, pud);
        if (entry.Kind != EntryKind.Table)
        {
            ReportBad(walk.Mm, pud, entry);
            walk.Action = PageWalkAction.Again;
            return 0;
        }

        PmdPtr pmd = PmdOffsetLockless(walk.Mm, entry, address);
        int answer = 0;
        for (VirtualAddress next; answer == 0 && address != end; pmd++, address = next)
        {
            next = PmdAddrEnd(address, end);
            do
            {
                answer = WalkPmd(ref walk, pmd, address, next, ref ops);
            }
            while (answer == 0 && walk.Action == PageWalkAction.Again);
        }

        return answer;
    }

    // An entry that nobody ever makes would be looked at for ever.
    private static void ReportBad(Mm mm, PudPtr pud, Pud entry)
    {
        if (entry.Kind is EntryKind.Bad or EntryKind.NonPresent)
        {
            mm.BadEntry(PageTableLevel.Pud, entry.Value);
            PudClear(mm, pud);
        }
    }

    private static int WalkPmd<TOps>(ref VmaWalk walk, PmdPtr pmd, VirtualAddress address, VirtualAddress next, ref TOps ops)
        where TOps : struct, IVmaWalkOps<TOps>, allows ref struct
    {
        walk.Action = PageWalkAction.Subtree;
        if (PmdpGetLockless(walk.Mm, pmd).None)
        {
            return Hole(ref walk, address, next, 3, ref ops);
        }

        int answer = Has<TOps>(WalkCallbacks.PmdEntry) ? TOps.PmdEntry(ref ops, pmd, address, next, ref walk) : 0;
        if (answer != 0 || walk.Action != PageWalkAction.Subtree || !Has<TOps>(WalkCallbacks.PteEntry))
        {
            return answer;
        }

        if (walk.Vma is { } vma)
        {
            HugeSplitting.SplitHugePmd(vma, pmd, address);
            return WalkPteRange(ref walk, pmd, address, next, ref ops);
        }

        return PmdpGetLockless(walk.Mm, pmd).Kind is EntryKind.Leaf or EntryKind.NonPresent
            ? 0
            : WalkUnlockedPteRange(ref walk, pmd, address, next, ref ops);
    }

    private static int WalkPteRange<TOps>(ref VmaWalk walk, PmdPtr pmd, VirtualAddress address, VirtualAddress end, ref TOps ops)
        where TOps : struct, IVmaWalkOps<TOps>, allows ref struct
    {
        PtePtr pte = PteOffsetMapLock(walk.Mm, pmd, address, out SpinlockPtr ptl);
        if (!pte)
        {
            walk.Action = PageWalkAction.Again;
            return 0;
        }

        int answer = WalkPteRangeInner(ref walk, pte, address, end, ref ops);
        PteUnmapUnlock(walk.Mm, pte, ptl);
        return answer;
    }

    // Whoever walks without mappings has the whole address space for itself.
    private static int WalkUnlockedPteRange<TOps>(ref VmaWalk walk, PmdPtr pmd, VirtualAddress address, VirtualAddress end, ref TOps ops)
        where TOps : struct, IVmaWalkOps<TOps>, allows ref struct
    {
        PtePtr pte = PteOffsetMap(walk.Mm, pmd, address);
        if (!pte)
        {
            walk.Action = PageWalkAction.Again;
            return 0;
        }

        int answer = WalkPteRangeInner(ref walk, pte, address, end, ref ops);
        PteUnmap(walk.Mm, pte);
        return answer;
    }

    // In Linux: walk_pte_range_inner.
    private static int WalkPteRangeInner<TOps>(ref VmaWalk walk, [NeedsMapped] PtePtr pte, VirtualAddress address, VirtualAddress end, ref TOps ops)
        where TOps : struct, IVmaWalkOps<TOps>, allows ref struct
    {
        int answer = 0;
        for (; answer == 0 && address != end; pte++, address += PageSize)
        {
            answer = TOps.PteEntry(ref ops, pte, address, address + PageSize, ref walk);
        }

        return answer;
    }
}
