namespace KernelMm.Analyzers.Tests.KMM0004;

public sealed class Valid
{
    [Fact]
    public Task A_finally_block_releases_on_every_way_out() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return 0;
        try
        {
            if (PtepGet(mm, pte).IsNone) return 1;
            Note("may throw");
        }
        finally
        {
            PteUnmap(mm, pte);
        }
        return 0;
        """, "int"));

    [Fact]
    public Task A_catch_that_releases_and_throws_on_is_complete() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return;
        try
        {
            Note("may throw");
        }
        catch
        {
            PteUnmap(mm, pte);
            throw;
        }
        PteUnmap(mm, pte);
        """));

    [Fact]
    public Task A_flag_that_says_mapped_is_believed() => Verify.Silent(Verify.Method("""
        PtePtr pte = PtePtr.Null;
        bool mapped = false;
        if (addr.Value > 1)
        {
            pte = PteOffsetMap(mm, pmd, addr);
            if (!pte) return;
            mapped = true;
        }
        Note("between");
        if (mapped) PteUnmap(mm, pte);
        """));

    [Fact]
    public Task An_enum_that_says_mapped_is_believed() => Verify.Silent(Verify.Method("""
        PtePtr pte = PtePtr.Null;
        var what = FaultResult.None;
        if (addr.Value > 1)
        {
            pte = PteOffsetMap(mm, pmd, addr);
            if (!pte) return;
            what = FaultResult.Retry;
        }
        if (what == FaultResult.Retry) PteUnmap(mm, pte);
        """));

    [Fact]
    public Task One_exit_for_all_by_goto_out() => Verify.Silent(Verify.Method("""
        int ret = 0;
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte) return -11;
        if (PtepGet(mm, pte).IsNone) { ret = 1; goto unlock; }
        if (PtepGet(mm, pte).IsSwap) { ret = 2; goto unlock; }
        SetPte(mm, pte, default);
        unlock:
        PteUnmapUnlock(mm, pte, ptl);
        return ret;
        """, "int"));

    [Fact]
    public Task Goto_again_maps_again_after_a_release() => Verify.Silent(Verify.Method("""
        again:
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte) return 0;
        if (PtepGet(mm, pte).IsSwap)
        {
            PteUnmapUnlock(mm, pte, ptl);
            mm.CondResched();
            goto again;
        }
        PteUnmapUnlock(mm, pte, ptl);
        return 1;
        """, "int"));

    [Fact]
    public Task Unlock_then_unmap_and_unmap_then_unlock_are_both_complete() => Verify.Silent(Verify.Method("""
        var first = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!first) return;
        mm.SpinUnlock(ptl);
        PteUnmap(mm, first);
        var second = PteOffsetMapLock(mm, pmd, addr, out ptl);
        if (!second) return;
        PteUnmap(mm, second);
        mm.SpinUnlock(ptl);
        """));

    [Fact]
    public Task A_method_whose_contract_returns_a_mapping_hands_it_over() => Verify.Silent("""
        internal static class C
        {
            [return: MayFail, ReturnsMapped]
            internal static PtePtr M(Mm mm, PmdPtr pmd, VirtualAddress addr, [MappingLock(Held = true)] out SpinlockPtr ptl)
            {
                var pte = PteOffsetMapLock(mm, pmd, addr, out ptl);
                if (!pte) return PtePtr.Null;
                if (PtepGet(mm, pte).IsNone)
                {
                    PteUnmapUnlock(mm, pte, ptl);
                    return PtePtr.Null;
                }
                return pte;
            }
        }
        """);

    [Fact]
    public Task An_out_parameter_with_a_contract_hands_over() => Verify.Silent("""
        internal static class C
        {
            internal static bool TryMap(Mm mm, PmdPtr pmd, VirtualAddress addr, [MayFail, ReturnsMapped, NotNullWhen(true)] out PtePtr pte)
            {
                pte = PteOffsetMap(mm, pmd, addr);
                return !pte.IsNull;
            }

            internal static void M(Mm mm, PmdPtr pmd, VirtualAddress addr)
            {
                if (!TryMap(mm, pmd, addr, out var pte)) return;
                _ = PtepGet(mm, pte);
                PteUnmap(mm, pte);
            }
        }
        """);

    [Fact]
    public Task A_local_function_that_releases_is_not_accused_nor_its_caller() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return;
        Note("work");
        Cleanup();

        void Cleanup() => PteUnmap(mm, pte);
        """));

    [Fact]
    public Task Many_independent_maps_one_after_the_other() => Verify.Silent(Verify.Method(
        string.Join("\n", Enumerable.Range(0, 40).Select(i => $$"""
            var pte{{i}} = PteOffsetMap(mm, pmd, addr);
            if (pte{{i}})
            {
                _ = PtepGet(mm, pte{{i}});
                PteUnmap(mm, pte{{i}});
            }
            """))));

    [Theory]
    [InlineData("_ => 2")]
    [InlineData("{ IsNone: false } => 2")]
    public Task A_switch_expression_while_mapped(string last) => Verify.Silent(Verify.Method($$"""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return 0;
        var kind = PtepGet(mm, pte) switch { { IsNone: true } => 1, {{last}} };
        PteUnmap(mm, pte);
        return kind;
        """, "int"));
}
