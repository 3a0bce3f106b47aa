namespace KernelMm.Analyzers.Tests.KMM0013;

public sealed class Valid
{
    [Theory]
    [InlineData("if (!PmdpGetLockless(mm, pmd).IsTable) return;")]
    [InlineData("var entry = PmdpGetLockless(mm, pmd); if (!entry.IsTable) return;")]
    [InlineData("var entry = PmdpGetLockless(mm, pmd); if (entry.IsNone || entry.IsTransHuge || !entry.IsPresent || entry.IsDirty) return;")]
    [InlineData("if (PmdTransHugeLock(mm, pmd) is not null) return;")]
    [InlineData("if (PmdpGetLockless(mm, pmd).IsNone) return; if (PmdTryHugeLock(mm, pmd)) { mm.PmdUnlock(); return; }")]
    [InlineData("var isTable = PmdpGetLockless(mm, pmd).IsTable; if (!isTable) return;")]
    [InlineData("if (PmdpGetLockless(mm, pmd) is { IsTable: false }) return;")]
    public Task Every_state_leaves(string look) => Verify.Silent(Verify.Method($"""
        again:
        {look}
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) goto again;
        PteUnmap(mm, pte);
        """));

    [Theory]
    [InlineData("for (var i = 0; i < 3; i++) { var pte = PteOffsetMap(mm, pmd, addr); if (!pte) continue; PteUnmap(mm, pte); break; }")]
    [InlineData("for (; addr < end; addr += PageSize) { var pte = PteOffsetMap(mm, pmd, addr); if (!pte) continue; PteUnmap(mm, pte); }")]
    [InlineData("while (addr < end) { addr += PageSize; var pte = PteOffsetMap(mm, pmd, addr); if (!pte) continue; PteUnmap(mm, pte); }")]
    [InlineData("while (more()) { var pte = PteOffsetMap(mm, pmd, addr); if (!pte) continue; PteUnmap(mm, pte); }")]
    [InlineData("again: var pte = PteOffsetMap(mm, pmd, addr); if (!pte) { if (more()) goto again; return; } PteUnmap(mm, pte);")]
    [InlineData("again: var pte = PteOffsetMap(mm, pmd, addr); if (!pte) { Wait(mm, addr); goto again; } PteUnmap(mm, pte);")]
    [InlineData("again: var pte = PteOffsetMap(mm, pmd, addr); if (!pte) { mm.MmapReadUnlock(); mm.MmapReadLock(); goto again; } PteUnmap(mm, pte);")]
    [InlineData("again: if (PteAlloc(mm, pmd)) return; var pte = PteOffsetMap(mm, pmd, addr); if (!pte) goto again; PteUnmap(mm, pte);")]
    [InlineData("foreach (var a in all) { var pte = PteOffsetMap(mm, pmd, a); if (!pte) continue; PteUnmap(mm, pte); }")]
    public Task Something_else_ends_it(string body) => Verify.Silent(Verify.Method(body + """

        static void Wait(Mm mm, VirtualAddress addr) { }
        """, parameters: "Mm mm, PmdPtr pmd, VirtualAddress addr, VirtualAddress end, Func<bool> more, List<VirtualAddress> all"));

    [Theory]
    [InlineData("")]
    [InlineData("if (PmdTransHugeLock(mm, pmd) is not null) return 0;")]
    [InlineData("if (PmdTryHugeLock(mm, pmd)) { mm.PmdUnlock(); return 0; }")]
    [InlineData("if (!PmdpGetLockless(mm, pmd).IsTable) return 0;")]
    public Task A_walker_that_may_come_back(string look) => Verify.Silent(Verify.Method($$"""
        {{look}}
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte)
        {
            walk.Action = PageWalkAction.Again;
            return 0;
        }
        PteUnmapUnlock(mm, pte, ptl);
        return 0;
        """, "int", "Mm mm, PmdPtr pmd, VirtualAddress addr, ref MmWalk walk"));

    [Fact]
    public Task An_answer_that_is_set_anew_with_each_lap() => Verify.Silent(Verify.Method("""
        var error = -11;
        again:
        var wait = true;
        var entry = PmdpGetLockless(mm, pmd);
        if (entry.IsNone) return error == 0 || wait;
        wait = false;
        if (!entry.IsTable) return wait;
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) goto again;
        error = 0;
        PteUnmap(mm, pte);
        return wait;
        """, "bool"));

    [Fact]
    public Task Counted_after_the_map_or_of_the_failure_or_taken_back() => Verify.Silent("""
        internal sealed class Counts
        {
            public int Seen;
            public int Laps;

            internal static void AfterTheMap(Mm mm, PmdPtr pmd, VirtualAddress addr, Counts counts)
            {
                again:
                if (!PmdpGetLockless(mm, pmd).IsTable) return;
                var pte = PteOffsetMap(mm, pmd, addr);
                if (!pte)
                {
                    counts.Laps++;
                    goto again;
                }
                counts.Seen++;
                PteUnmap(mm, pte);
            }

            internal static void TakenBack(Mm mm, PmdPtr pmd, VirtualAddress addr, Counts counts)
            {
                again:
                if (!PmdpGetLockless(mm, pmd).IsTable) return;
                counts.Seen++;
                var pte = PteOffsetMap(mm, pmd, addr);
                if (!pte)
                {
                    counts.Seen--;
                    goto again;
                }
                PteUnmap(mm, pte);
            }

            internal static void OfEachEntry(Mm mm, PmdPtr pmd, VirtualAddress addr, VirtualAddress end, Counts counts)
            {
                for (; addr < end; addr += PageSize)
                {
                    counts.Seen++;
                    var pte = PteOffsetMap(mm, pmd, addr);
                    if (!pte) continue;
                    PteUnmap(mm, pte);
                }
            }

            internal static int Tried(Mm mm, PmdPtr pmd, VirtualAddress addr)
            {
                var laps = 0;
                again:
                laps++;
                if (!PmdpGetLockless(mm, pmd).IsTable) return laps;
                var pte = PteOffsetMap(mm, pmd, addr);
                if (!pte) goto again;
                PteUnmap(mm, pte);
                return laps;
            }
        }
        """);

    [Theory]
    [InlineData("")]
    [InlineData("if (PmdpGetLockless(mm, pmd).IsNone) return FaultResult.None;")]
    [InlineData("if (!PmdpGetLockless(mm, pmd).IsTable) return FaultResult.None;")]
    [InlineData("if (PmdTryHugeLock(mm, pmd)) { mm.PmdUnlock(); return FaultResult.None; }")]
    public Task A_caller_that_is_to_try_again_may_take_what_is_not_asked_here(string look) => Verify.Silent(Verify.Method($"""
        {look}
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte) return FaultResult.Retry;
        PteUnmapUnlock(mm, pte, ptl);
        return FaultResult.None;
        """, "FaultResult"));

    [Theory]
    [InlineData("if (!entry.IsTable) return 0;")]
    [InlineData("if (!entry.IsPresent || entry.IsDirty) return 0;")]
    [InlineData("entry = default; if (entry.IsTransHuge) return 0;")]
    public Task A_callback_that_takes_what_it_was_given(string look) => Verify.Silent($$"""
        internal interface IOps
        {
            int PmdEntry(Mm mm, [LiveSlot] PmdPtr pmd, [Snapshot] Pmd entry, VirtualAddress addr, ref MmWalk walk);
        }

        internal sealed class Ops : IOps
        {
            public int PmdEntry(Mm mm, PmdPtr pmd, Pmd entry, VirtualAddress addr, ref MmWalk walk)
            {
                {{look}}
                var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
                if (!pte)
                {
                    walk.Action = PageWalkAction.Again;
                    return 0;
                }
                PteUnmapUnlock(mm, pte, ptl);
                return 0;
            }
        }
        """);
}
