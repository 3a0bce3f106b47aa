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
        PgdPtr pgd = PgdOffsetPgd(walk.Mm.Pgd, address);
        int answer = 0;
        for (VirtualAddress next; answer == 0 && address != end; pgd++, address = next)
        {
            next = PgdAddrEnd(address, end);
            if (PgdpGet(walk.Mm, pgd).Kind != EntryKind.Table)
            {
                answer = Hole(ref walk, address, next, 0, ref ops);
                continue;
            }

            answer = Has<TOps>(WalkCallbacks.PgdEntry) ? TOps.PgdEntry(ref ops, pgd, address, next, ref walk) : 0;
            answer = answer == 0 && Has<TOps>(BelowPgd) ? WalkP4dRange(ref walk, pgd, address, next, ref ops) : answer;
        }

        return answer;
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
            if (P4dpGet(walk.Mm, p4d).Kind != EntryKind.Table)
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
        bool isDeeper = answer == 0 && walk.Action == PageWalkAction.Subtree && Has<TOps>(BelowPud);
        return isDeeper ? WalkPmdRange(ref walk, pud, address, next, ref ops) : answer;
    }

    private static int WalkPmdRange<TOps>(ref VmaWalk walk, PudPtr pud, VirtualAddress address, VirtualAddress end, ref TOps ops)
        where TOps : struct, IVmaWalkOps<TOps>, allows ref struct
    {
        // The entry may have become another since the callback saw it: only a table is gone down into, by the value that was read.
        Pud entry = PudpGet(walk.Mm, pud);
        if (entry.Kind != EntryKind.Table)
        {
            walk.Action = entry.None ? PageWalkAction.Again : PageWalkAction.Continue;
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

    private static int WalkPmd<TOps>(ref VmaWalk walk, PmdPtr pmd, VirtualAddress address, VirtualAddress next, ref TOps ops)
        where TOps : struct, IVmaWalkOps<TOps>, allows ref struct
    {
        walk.Action = PageWalkAction.Subtree;
        if (PmdpGetLockless(walk.Mm, pmd).None)
        {
            return Hole(ref walk, address, next, 3, ref ops);
        }

        int answer = Has<TOps>(WalkCallbacks.PmdEntry) ? TOps.PmdEntry(ref ops, pmd, address, next, ref walk) : 0;
        bool isDeeper = answer == 0 && walk.Action == PageWalkAction.Subtree && Has<TOps>(WalkCallbacks.PteEntry);
        if (!isDeeper || PmdpGetLockless(walk.Mm, pmd).Kind == EntryKind.Leaf)
        {
            return answer;
        }

        return WalkPteRange(ref walk, pmd, address, next, ref ops);
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

        PtePtr start = pte;
        int answer = 0;
        for (; answer == 0 && address != end; pte++, address += PageSize)
        {
            answer = TOps.PteEntry(ref ops, pte, address, address + PageSize, ref walk);
        }

        PteUnmapUnlock(walk.Mm, start, ptl);
        return answer;
    }
}
