namespace KernelMm.Analyzers.Tests.KMM0013;

public sealed class Diagnostics
{
    [Theory]
    [InlineData("again: var pte = [|PteOffsetMap(mm, pmd, addr)|]; if (!pte) goto again; PteUnmap(mm, pte);")]
    [InlineData("PtePtr pte; do { pte = [|PteOffsetMap(mm, pmd, addr)|]; } while (!pte); PteUnmap(mm, pte);")]
    [InlineData("while (true) { var pte = [|PteOffsetMap(mm, pmd, addr)|]; if (!pte) continue; PteUnmap(mm, pte); break; }")]
    [InlineData("again: var pte = [|PteOffsetMapLock(mm, pmd, addr, out var ptl)|]; if (!pte) { mm.CondResched(); goto again; } PteUnmapUnlock(mm, pte, ptl);")]
    public Task The_same_map_is_asked_with_nothing_in_between(string body) => Verify.Diagnostics(Verify.Method(body), "KMM0013");

    [Fact]
    public Task None_and_huge_leave_and_a_migration_entry_does_not() => Verify.Diagnostics(Verify.Method("""
        again:
        var entry = PmdpGetLockless(mm, pmd);
        if (entry.IsNone) return;
        if (entry.IsTransHuge) return;
        var pte = [|PteOffsetMap(mm, pmd, addr)|];
        if (!pte) goto again;
        PteUnmap(mm, pte);
        """), "KMM0013");

    [Fact]
    public Task None_is_not_taken() => Verify.Diagnostics(Verify.Method("""
        again:
        if (PmdTryHugeLock(mm, pmd))
        {
            mm.PmdUnlock();
            return;
        }
        var pte = [|PteOffsetMap(mm, pmd, addr)|];
        if (!pte) goto again;
        PteUnmap(mm, pte);
        """), "KMM0013");

    [Fact]
    public Task A_walker_is_asked_to_come_back_for_a_state_that_nobody_takes() => Verify.Diagnostics(Verify.Method("""
        if (PmdpGetLockless(mm, pmd).IsTransHuge) return 0;
        var pte = {|#0:PteOffsetMapLock(mm, pmd, addr, out var ptl)|};
        if (!pte)
        {
            walk.Action = [|PageWalkAction.Again|];
            return 0;
        }
        PteUnmapUnlock(mm, pte, ptl);
        return 0;
        """, "int", "Mm mm, PmdPtr pmd, VirtualAddress addr, ref MmWalk walk"), "KMM0013");

    [Fact]
    public Task An_answer_of_the_lap_that_failed_is_given_by_the_next() => Verify.Diagnostics(Verify.Method("""
        var wait = true;
        again:
        var entry = PmdpGetLockless(mm, pmd);
        if (entry.IsNone) return wait;
        [|wait = false|];
        if (!entry.IsTable) return wait;
        var pte = {|#0:PteOffsetMap(mm, pmd, addr)|};
        if (!pte) goto again;
        wait = PtepGet(mm, pte).IsNone;
        PteUnmap(mm, pte);
        return wait;
        """, "bool"), "KMM0013");

    [Fact]
    public Task Counted_once_more_with_each_lap() => Verify.Diagnostics("""
        internal sealed class Counts
        {
            public int Seen;

            internal static void M(Mm mm, PmdPtr pmd, VirtualAddress addr, Counts counts)
            {
                again:
                if (!PmdpGetLockless(mm, pmd).IsTable) return;
                [|counts.Seen += 1|];
                var pte = {|#0:PteOffsetMap(mm, pmd, addr)|};
                if (!pte) goto again;
                PteUnmap(mm, pte);
            }

            internal static int N(Mm mm, PmdPtr pmd, VirtualAddress addr, ref int next, ref MmWalk walk)
            {
                [|next++|];
                var pte = {|#1:PteOffsetMap(mm, pmd, addr)|};
                if (!pte)
                {
                    walk.Action = PageWalkAction.Again;
                    return 0;
                }
                PteUnmap(mm, pte);
                return 0;
            }
        }
        """, "KMM0013");

    [Fact]
    public Task A_callback_asks_the_entry_it_was_given_for_huge_pages_only() => Verify.Diagnostics("""
        internal interface IOps
        {
            [RetriesWhenNull]
            int PmdEntry(Mm mm, [LiveSlot] PmdPtr pmd, [Snapshot] Pmd entry, VirtualAddress addr, ref MmWalk walk);
        }

        internal sealed class Ops : IOps
        {
            public int PmdEntry(Mm mm, PmdPtr pmd, Pmd entry, VirtualAddress addr, ref MmWalk walk)
            {
                if (entry.IsTransHuge) return 0;
                var pte = {|#0:PteOffsetMapLock(mm, pmd, addr, out var ptl)|};
                if (!pte)
                {
                    walk.Action = [|PageWalkAction.Again|];
                    return 0;
                }
                PteUnmapUnlock(mm, pte, ptl);
                return 0;
            }
        }
        """, "KMM0013");

    [Fact]
    public Task The_caller_is_to_try_again_what_was_asked_for_huge_pages_only() => Verify.Diagnostics(Verify.Method("""
        if (PmdpGetLockless(mm, pmd).IsTransHuge) return FaultResult.None;
        var pte = {|#0:PteOffsetMapLock(mm, pmd, addr, out var ptl)|};
        if (!pte) return [|FaultResult.Retry|];
        PteUnmapUnlock(mm, pte, ptl);
        return FaultResult.None;
        """, "FaultResult"), "KMM0013");
}
