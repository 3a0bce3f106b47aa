namespace KernelMm.Analyzers.Tests.KMM0004;

public sealed class CodeFix
{
    [Fact]
    public Task The_release_is_put_before_each_leaking_exit() => VerifyFix.Becomes(
        Verify.Method("""
            var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
            if (!pte) return -11;
            if (PtepGet(mm, pte).IsNone) return 1;
            if (PtepGet(mm, pte).IsSwap)
            {
                Note("swap");
                return 2;
            }
            PteUnmapUnlock(mm, pte, ptl);
            return 0;
            """, "int"),
        Verify.Method("""
            var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
            if (!pte) return -11;
            if (PtepGet(mm, pte).IsNone)
            {
                PteUnmapUnlock(mm, pte, ptl);
                return 1;
            }
            if (PtepGet(mm, pte).IsSwap)
            {
                Note("swap");
                PteUnmapUnlock(mm, pte, ptl);
                return 2;
            }
            PteUnmapUnlock(mm, pte, ptl);
            return 0;
            """, "int"));

    [Fact]
    public Task At_the_end_of_the_body_it_is_the_last_statement_and_asks_where_null_comes_there_too() => VerifyFix.Becomes(
        Verify.Method("""
            var pte = PteOffsetMap(mm, pmd, addr);
            if (pte)
            {
                _ = PtepGet(mm, pte);
            }
            """),
        Verify.Method("""
            var pte = PteOffsetMap(mm, pmd, addr);
            if (pte)
            {
                _ = PtepGet(mm, pte);
            }

            if (!pte.IsNull)
            {
                PteUnmap(mm, pte);
            }
            """));

    [Fact]
    public Task What_is_returned_from_the_mapping_is_read_before_the_release() => VerifyFix.Becomes(
        Verify.Method("""
            var pte = PteOffsetMap(mm, pmd, addr);
            if (!pte) return default;
            return PtepGet(mm, pte);
            """, "Pte"),
        Verify.Method("""
            var pte = PteOffsetMap(mm, pmd, addr);
            if (!pte) return default;
            var result = PtepGet(mm, pte);
            PteUnmap(mm, pte);
            return result;
            """, "Pte"));

    [Fact]
    public Task Where_only_the_lock_is_owed_only_the_lock_is_given_back() => VerifyFix.Becomes(
        Verify.Method("""
            var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
            if (!pte) return 0;
            PteUnmap(mm, pte);
            return 1;
            """, "int"),
        Verify.Method("""
            var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
            if (!pte) return 0;
            PteUnmap(mm, pte);
            mm.SpinUnlock(ptl);
            return 1;
            """, "int"));

    [Fact]
    public async Task Where_paths_disagree_at_an_exit_nothing_is_offered()
    {
        var offered = await VerifyFix.Offered(Verify.Method("""
            var pte = PteOffsetMap(mm, pmd, addr);
            if (!pte) return;
            if (PtepGet(mm, pte).IsNone) PteUnmap(mm, pte);
            """));
        Assert.Empty(offered);
    }

    [Fact]
    public Task Two_mappings_at_one_exit_are_released_last_mapped_first() => VerifyFix.AllBecome(
        Verify.Method("""
            var dst = PteOffsetMap(mm, pmd, addr);
            if (!dst) return;
            var src = PteOffsetMap(mm, pmd, addr);
            if (!src)
            {
                PteUnmap(mm, dst);
                return;
            }
            Note("forgot both");
            """),
        Verify.Method("""
            var dst = PteOffsetMap(mm, pmd, addr);
            if (!dst) return;
            var src = PteOffsetMap(mm, pmd, addr);
            if (!src)
            {
                PteUnmap(mm, dst);
                return;
            }
            Note("forgot both");
            PteUnmap(mm, src);
            PteUnmap(mm, dst);
            """));

    [Fact]
    public async Task The_outer_of_two_waits_for_the_inner() => Assert.Empty(await VerifyFix.Offered(Verify.Method("""
        var a = PteOffsetMap(mm, pmd, addr);
        if (!a) return;
        var b = PteOffsetMap(mm, pmd, addr);
        if (!b)
        {
            PteUnmap(mm, a);
            return;
        }
        Note("both are forgotten");
        """)));
}
