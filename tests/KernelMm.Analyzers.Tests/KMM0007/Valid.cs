namespace KernelMm.Analyzers.Tests.KMM0007;

public sealed class Valid
{
    [Fact]
    public Task The_start_is_kept() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return;
        var start = pte;
        for (var i = 0; i < 4; i++, pte++)
        {
            if (PtepGet(mm, pte).IsNone) break;
        }
        PteUnmap(mm, start);
        """));

    [Fact]
    public Task A_loop_that_always_steps_on() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return;
        var end = addr + PageSize;
        do
        {
            _ = PtepGet(mm, pte);
            pte++;
        }
        while ((addr += PageSize) != end);
        PteUnmap(mm, pte - 1);
        """));

    [Fact]
    public Task A_loop_that_ends_where_it_looked() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return;
        while (true)
        {
            if (PtepGet(mm, pte).IsNone) break;
            pte++;
        }
        PteUnmap(mm, pte);
        """));

    [Fact]
    public Task One_entry_picked_without_a_loop() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return;
        pte += 3;
        PteUnmap(mm, pte);
        """));

    [Fact]
    public Task Found_by_a_loop_and_then_looked_at() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return;
        for (var i = 0; i < 3; i++) pte++;
        _ = PtepGet(mm, pte);
        PteUnmap(mm, pte);
        """));

    [Fact]
    public Task The_distance_is_taken_off_again() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return;
        var n = 0;
        for (; n < 4; n++, pte++) _ = PtepGet(mm, pte);
        PteUnmap(mm, pte - n);
        """));

    [Fact]
    public Task A_step_before_the_look_in_each_lap() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return;
        for (var i = 0; i < 4; i++)
        {
            if (i > 0) pte++;
            _ = PtepGet(mm, pte);
        }
        PteUnmap(mm, pte);
        """));

    [Fact]
    public Task Released_within_the_loop_at_the_entry_that_was_looked_at() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return;
        for (var i = 0; i < 4; i++, pte++)
        {
            if (!PtepGet(mm, pte).IsNone) continue;
            PteUnmap(mm, pte);
            return;
        }
        PteUnmap(mm, pte - 1);
        """));

    [Fact]
    public Task A_do_loop_that_always_steps_on() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return;
        do
        {
            if (addr.Value == 7) continue;
            _ = PtepGet(mm, pte);
        }
        while (pte++ is var _ && (addr += PageSize).Value != 9);
        PteUnmap(mm, pte - 1);
        """));

    [Fact]
    public Task A_do_loop_that_may_be_passed_by() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return;
        if (addr.Value != 9)
        {
            do
            {
                _ = PtepGet(mm, pte);
                pte++;
            }
            while ((addr += PageSize).Value != 9);
        }
        PteUnmap(mm, pte - 1);
        """));

    [Theory]
    [InlineData("var max = Math.Min(folio.Pages, 512); for (var p = pte; n < max; p++) n++;")]
    [InlineData("for (var p = pte; n < folio.Pages && addr != end; p++, n++, addr += PageSize) _ = PtepGet(mm, p);")]
    [InlineData("for (var p = pte; n < folio.Pages; p++, n++) { if (n >= 512) break; _ = PtepGet(mm, p); }")]
    [InlineData("if (folio.Pages <= 16) for (var p = pte; n < folio.Pages; p++, n++) _ = PtepGet(mm, p);")]
    [InlineData("for (var p = pte; n < 4; p++, n++) _ = PtepGet(mm, p);")]
    [InlineData("for (; n < folio.Pages; n++) _ = PtepGet(mm, pte);")]
    [InlineData("for (var left = folio.Pages; left > 0; left--) Note(\"no entry\");")]
    public Task A_loop_that_something_else_bounds_too(string loop) => Verify.Silent(Diagnostics.Batch(loop));
}
