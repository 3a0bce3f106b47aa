namespace KernelMm.Analyzers.Tests.KMM0007;

public sealed class Diagnostics
{
    [Fact]
    public Task One_step_back_behind_a_loop_that_may_break_at_its_first_entry() => Verify.Diagnostics(Verify.Method("""
        var pte = {|#0:PteOffsetMapLock(mm, pmd, addr, out var ptl)|};
        if (!pte) return;
        var end = addr + PageSize;
        do
        {
            if (PtepGet(mm, pte).IsNone) break;
            pte++;
        }
        while ((addr += PageSize) != end);
        PteUnmapUnlock(mm, [|pte - 1|], ptl);
        """), "KMM0007");

    [Fact]
    public Task The_same_in_a_for_loop() => Verify.Diagnostics(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return;
        for (var i = 0; i < 4; i++, pte++)
        {
            if (PtepGet(mm, pte).IsNone) break;
        }
        PteUnmap(mm, [|pte - 1|]);
        """), "KMM0007");

    [Fact]
    public Task Left_by_a_goto() => Verify.Diagnostics(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return;
        for (var i = 0; i < 4; i++, pte++)
        {
            if (PtepGet(mm, pte).IsNone) goto leave;
        }
        leave:
        PteUnmap(mm, [|pte - 1|]);
        """), "KMM0007");

    [Fact]
    public Task Behind_the_last_entry() => Verify.Diagnostics(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return;
        for (var i = 0; i < 4; i++, pte++) _ = PtepGet(mm, pte);
        PteUnmap(mm, [|pte|]);
        """), "KMM0007");

    [Fact]
    public Task Behind_the_last_entry_after_a_step_in_the_read() => Verify.Diagnostics(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return;
        for (var i = 0; i < 4; i++) _ = PtepGet(mm, pte++);
        PteUnmap(mm, [|pte|]);
        """), "KMM0007");

    [Fact]
    public Task A_do_loop_that_breaks_off_before_it_looks() => Verify.Diagnostics(Verify.Method("""
        var pte = {|#0:PteOffsetMap(mm, pmd, addr)|};
        if (!pte) return;
        do
        {
            if (addr.Value == 7) break;
            _ = PtepGet(mm, pte);
            pte++;
        }
        while ((addr += PageSize).Value != 9);
        PteUnmap(mm, [|pte - 1|]);
        """), "KMM0007");
}
