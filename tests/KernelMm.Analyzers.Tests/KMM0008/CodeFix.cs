namespace KernelMm.Analyzers.Tests.KMM0008;

public sealed class CodeFix
{
    [Fact]
    public Task The_release_moves_behind_the_last_use() => VerifyFix.Becomes(
        Verify.Method("""
            var pte = PteOffsetMap(mm, pmd, addr);
            if (!pte) return;
            PteUnmap(mm, pte);
            _ = PtepGet(mm, pte);
            Note("after");
            """),
        Verify.Method("""
            var pte = PteOffsetMap(mm, pmd, addr);
            if (!pte) return;
            _ = PtepGet(mm, pte);
            PteUnmap(mm, pte);
            Note("after");
            """));

    [Fact]
    public Task Two_uses_after_one_release_move_it_once() => VerifyFix.AllBecome(
        Verify.Method("""
            var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
            if (!pte) return;
            PteUnmapUnlock(mm, pte, ptl);
            var entry = PtepGet(mm, pte);
            SetPte(mm, pte, entry);
            """),
        Verify.Method("""
            var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
            if (!pte) return;
            var entry = PtepGet(mm, pte);
            SetPte(mm, pte, entry);
            PteUnmapUnlock(mm, pte, ptl);
            """));

    [Fact]
    public async Task Where_control_may_leave_in_between_both_orders_may_be_meant()
    {
        var offered = await VerifyFix.Offered(Verify.Method("""
            var pte = PteOffsetMap(mm, pmd, addr);
            if (!pte) return;
            PteUnmap(mm, pte);
            if (addr.Value == 0) return;
            _ = PtepGet(mm, pte);
            """));
        Assert.Empty(offered);
    }

    [Fact]
    public async Task A_pointer_that_steps_on_is_left_alone() => Assert.Empty(await VerifyFix.Offered(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return;
        PteUnmap(mm, pte);
        for (var i = 0; i < 9; i++)
        {
            _ = PtepGet(mm, pte);
            pte++;
        }
        """)));
}
