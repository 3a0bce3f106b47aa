namespace KernelMm.Analyzers.Tests.KMM0001;

public sealed class CodeFix
{
    [Fact]
    public Task In_a_method_that_returns_nothing_it_skips() => VerifyFix.Becomes(
        Verify.Method("""
            var pte = PteOffsetMap(mm, pmd, addr);
            _ = PtepGet(mm, pte);
            PteUnmap(mm, pte);
            """),
        Verify.Method("""
            var pte = PteOffsetMap(mm, pmd, addr);
            if (pte.IsNull)
            {
                return;
            }
            _ = PtepGet(mm, pte);
            PteUnmap(mm, pte);
            """));

    [Theory]
    [InlineData("int", "KernelMm.FittingOutcome,KernelMm.Outcome.Retry,KernelMm.Outcome.Skip,KernelMm.Outcome.Error")]
    [InlineData("bool", "KernelMm.FittingOutcome,KernelMm.Outcome.Fallback,KernelMm.Outcome.Error")]
    [InlineData("FaultResult", "KernelMm.FittingOutcome,KernelMm.Outcome.Refault,KernelMm.Outcome.Retry,KernelMm.Outcome.Error")]
    [InlineData("string", "KernelMm.FittingOutcome,KernelMm.Outcome.Refault,KernelMm.Outcome.Error")]
    public async Task The_outcomes_fit_what_the_method_returns_and_the_best_comes_first(string returns, string keys)
    {
        var offered = await VerifyFix.Offered(Verify.Method("""
            var pte = PteOffsetMap(mm, pmd, addr);
            PteUnmap(mm, pte);
            return default!;
            """, returns));
        Assert.Equal(keys, string.Join(',', offered.Select(a => a.EquivalenceKey)));
        Assert.Equal(offered[1].Title, offered[0].Title);
    }

    [Fact]
    public Task An_enum_that_says_what_its_members_mean_is_asked() => VerifyFix.Becomes(
        Verify.Method("""
            var pte = PteOffsetMap(mm, pmd, addr);
            PteUnmap(mm, pte);
            return FaultResult.None;
            """, "FaultResult"),
        Verify.Method("""
            var pte = PteOffsetMap(mm, pmd, addr);
            if (pte.IsNull)
            {
                return FaultResult.NoPage;
            }
            PteUnmap(mm, pte);
            return FaultResult.None;
            """, "FaultResult"));

    [Fact]
    public Task In_a_page_walks_callback_it_walks_the_entry_again() => VerifyFix.Becomes(
        Verify.Method("""
            var pte = PteOffsetMap(mm, pmd, addr);
            PteUnmap(mm, pte);
            return 0;
            """, "int", "ref int self, Mm mm, PmdPtr pmd, VirtualAddress addr, ref MmWalk walk"),
        Verify.Method("""
            var pte = PteOffsetMap(mm, pmd, addr);
            if (pte.IsNull)
            {
                walk.Action = PageWalkAction.Again;
                return 0;
            }
            PteUnmap(mm, pte);
            return 0;
            """, "int", "ref int self, Mm mm, PmdPtr pmd, VirtualAddress addr, ref MmWalk walk"));

    [Fact]
    public Task A_method_that_has_a_way_to_try_again_goes_that_way() => VerifyFix.Becomes(
        Verify.Method("""
            again:
            if (!PmdpGetLockless(mm, pmd).IsTable) return;
            var pte = PteOffsetMap(mm, pmd, addr);
            _ = PtepGet(mm, pte);
            PteUnmap(mm, pte);
            if (addr.Value == 0) goto again;
            """),
        Verify.Method("""
            again:
            if (!PmdpGetLockless(mm, pmd).IsTable) return;
            var pte = PteOffsetMap(mm, pmd, addr);
            if (pte.IsNull)
            {
                goto again;
            }
            _ = PtepGet(mm, pte);
            PteUnmap(mm, pte);
            if (addr.Value == 0) goto again;
            """));

    [Fact]
    public async Task A_way_back_that_does_not_look_at_the_slot_is_none()
    {
        var offered = await VerifyFix.Offered(Verify.Method("""
            again:
            var pte = PteOffsetMap(mm, pmd, addr);
            PteUnmap(mm, pte);
            if (addr.Value == 0) goto again;
            """));
        Assert.DoesNotContain(offered, a => a.EquivalenceKey == "KernelMm.Outcome.Retry");
    }

    [Fact]
    public Task In_a_counted_loop_it_goes_on_with_the_next() => VerifyFix.Becomes(
        Verify.Method("""
            for (var i = 0; i < 4; i++)
            {
                var pte = PteOffsetMap(mm, pmd, addr);
                PteUnmap(mm, pte);
            }
            return 0;
            """, "int"),
        Verify.Method("""
            for (var i = 0; i < 4; i++)
            {
                var pte = PteOffsetMap(mm, pmd, addr);
                if (pte.IsNull)
                {
                    continue;
                }
                PteUnmap(mm, pte);
            }
            return 0;
            """, "int"));

    [Fact]
    public Task In_a_while_loop_going_on_may_never_end_so_it_leaves() => VerifyFix.Becomes(
        Verify.Method("""
            while (addr.Value > 2)
            {
                var pte = PteOffsetMap(mm, pmd, addr);
                PteUnmap(mm, pte);
                addr -= PageSize;
            }
            return 0;
            """, "int"),
        Verify.Method("""
            while (addr.Value > 2)
            {
                var pte = PteOffsetMap(mm, pmd, addr);
                if (pte.IsNull)
                {
                    return -11; // -EAGAIN
                }
                PteUnmap(mm, pte);
                addr -= PageSize;
            }
            return 0;
            """, "int"));

    [Fact]
    public Task What_is_mapped_already_is_given_back_first() => VerifyFix.Becomes(
        Verify.Method("""
            var dst = PteOffsetMapLock(mm, pmd, addr, out var dstPtl);
            if (!dst) return -11;
            var src = PteOffsetMap(mm, pmd, addr);
            SetPte(mm, dst, PtepGet(mm, src));
            PteUnmap(mm, src);
            PteUnmapUnlock(mm, dst, dstPtl);
            return 0;
            """, "int"),
        Verify.Method("""
            var dst = PteOffsetMapLock(mm, pmd, addr, out var dstPtl);
            if (!dst) return -11;
            var src = PteOffsetMap(mm, pmd, addr);
            if (src.IsNull)
            {
                PteUnmapUnlock(mm, dst, dstPtl);
                return -11; // -EAGAIN
            }
            SetPte(mm, dst, PtepGet(mm, src));
            PteUnmap(mm, src);
            PteUnmapUnlock(mm, dst, dstPtl);
            return 0;
            """, "int"));

    [Fact]
    public Task A_map_that_is_used_at_once_gets_a_name() => VerifyFix.Becomes(
        Verify.Method("""
            PteUnmap(mm, PteOffsetMap(mm, pmd, addr));
            """),
        Verify.Method("""
            var pte = PteOffsetMap(mm, pmd, addr);
            if (pte.IsNull)
            {
                return;
            }
            PteUnmap(mm, pte);
            """));

    [Fact]
    public Task A_named_outcome_is_applied_where_it_is_asked_for() => VerifyFix.Becomes(
        Verify.Method("""
            var pte = PteOffsetMap(mm, pmd, addr);
            PteUnmap(mm, pte);
            return 1;
            """, "int"),
        Verify.Method("""
            var pte = PteOffsetMap(mm, pmd, addr);
            if (pte.IsNull)
            {
                return 0;
            }
            PteUnmap(mm, pte);
            return 1;
            """, "int"),
        "KernelMm.Outcome.Skip");

    [Fact]
    public Task All_sites_at_once_each_with_its_own_fitting_outcome() => VerifyFix.AllBecome(
        """
        internal static class C
        {
            internal static void A(Mm mm, PmdPtr pmd, VirtualAddress addr)
            {
                var pte = PteOffsetMap(mm, pmd, addr);
                PteUnmap(mm, pte);
            }

            internal static bool B(Mm mm, PmdPtr pmd, VirtualAddress addr, bool twice)
            {
                PtePtr pte;
                pte = PteOffsetMap(mm, pmd, addr);
                if (twice)
                {
                    _ = PtepGet(mm, pte);
                }
                PteUnmap(mm, pte);
                return true;
            }
        }
        """,
        """
        internal static class C
        {
            internal static void A(Mm mm, PmdPtr pmd, VirtualAddress addr)
            {
                var pte = PteOffsetMap(mm, pmd, addr);
                if (pte.IsNull)
                {
                    return;
                }
                PteUnmap(mm, pte);
            }

            internal static bool B(Mm mm, PmdPtr pmd, VirtualAddress addr, bool twice)
            {
                PtePtr pte;
                pte = PteOffsetMap(mm, pmd, addr);
                if (pte.IsNull)
                {
                    return false;
                }
                if (twice)
                {
                    _ = PtepGet(mm, pte);
                }
                PteUnmap(mm, pte);
                return true;
            }
        }
        """);

    [Fact]
    public async Task A_result_returned_untested_has_no_test_to_add()
    {
        var offered = await VerifyFix.Offered(Verify.Method("return PteOffsetMap(mm, pmd, addr);", "PtePtr"));
        Assert.Empty(offered);
    }

    [Fact]
    public async Task A_turn_that_begins_with_the_last_ones_pointer_is_not_skipped() => Assert.DoesNotContain(
        await VerifyFix.Offered(Verify.Method("""
            var pte = PteOffsetMap(mm, pmd, addr);
            if (!pte) return 0;
            for (var i = 0; i < 9; i++, pte++)
            {
                if (PtepGet(mm, pte).IsNone)
                {
                    PteUnmap(mm, pte);
                    pte = PteOffsetMap(mm, pmd, addr);
                    _ = PtepGet(mm, pte);
                }
            }
            PteUnmap(mm, pte);
            return 1;
            """, "int")),
        a => a.Title.Contains("go on with the loop", StringComparison.Ordinal));

    [Fact]
    public Task What_the_method_holds_is_given_back_first() => VerifyFix.Becomes(
        Verify.Method("""
            mm.PmdLock();
            var pte = PteOffsetMap(mm, pmd, addr);
            _ = PtepGet(mm, pte);
            PteUnmap(mm, pte);
            mm.PmdUnlock();
            """),
        Verify.Method("""
            mm.PmdLock();
            var pte = PteOffsetMap(mm, pmd, addr);
            if (pte.IsNull)
            {
                mm.PmdUnlock();
                return;
            }
            _ = PtepGet(mm, pte);
            PteUnmap(mm, pte);
            mm.PmdUnlock();
            """));
}
