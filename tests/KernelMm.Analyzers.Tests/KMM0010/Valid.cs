namespace KernelMm.Analyzers.Tests.KMM0010;

public sealed class Valid
{
    [Fact]
    public Task Unmapped_before_it_sleeps() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return;
        PteUnmap(mm, pte);
        mm.CondResched();
        """));

    [Fact]
    public Task The_map_failed_so_that_sleeping_is_fine() => Verify.Silent(Verify.Method("""
        again:
        if (!PmdpGetLockless(mm, pmd).IsTable) return;
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte)
        {
            mm.CondResched();
            goto again;
        }
        PteUnmap(mm, pte);
        """));

    [Fact]
    public Task The_map_that_allocates_sleeps_before_it_maps() => Verify.Silent(Verify.Method("""
        var pte = PteAllocMapLock(mm, pmd, addr, out var ptl);
        if (pte) PteUnmapUnlock(mm, pte, ptl);
        """));

    [Fact]
    public Task A_callee_that_takes_the_mapping_over_unmaps_it_before_it_sleeps() => Verify.Silent("""
        internal static class C
        {
            internal static void M(Mm mm, PmdPtr pmd, VirtualAddress addr)
            {
                var pte = PteOffsetMap(mm, pmd, addr);
                if (pte) Wait(mm, pte);
            }

            [MaySleep]
            private static void Wait(Mm mm, [Consumes] PtePtr pte) => PteUnmap(mm, pte);
        }
        """);

    [Fact]
    public Task A_mapping_that_allows_sleep_says_so() => Verify.Silent("""
        internal static class C
        {
            [return: MayFail, ReturnsMapped(MaySleepWhileMapped = true)]
            private static object? Borrow() => null;

            private static void Return([Consumes] object borrowed) { }

            internal static void M(Mm mm)
            {
                if (Borrow() is not { } borrowed) return;
                mm.CondResched();
                Return(borrowed);
            }
        }
        """);

    [Fact]
    public Task A_lock_that_may_be_slept_under_or_that_was_given_back() => Verify.Silent(Verify.Method("""
        mm.MmapReadLock();
        mm.CondResched();
        folio.FolioLock();
        mm.CondResched();
        if (mm.PmdTrylock())
        {
            mm.PmdUnlock();
        }
        mm.CondResched();
        folio.FolioUnlock();
        mm.MmapReadUnlock();
        """, parameters: "Mm mm, Folio folio"));
}
