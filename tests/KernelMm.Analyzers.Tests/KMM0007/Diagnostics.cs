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

    [Theory]
    [InlineData("for (var p = pte; [|n < folio.Pages|] && PtepGet(mm, p).IsPresent; p++) n++;")]
    [InlineData("for (var p = pte; [|n != folio.Pages|]; n++, p++) _ = PtepGet(mm, p);")]
    [InlineData("for (; [|n < folio.Pages|]; n++) _ = PtepGet(mm, pte + n);")]
    [InlineData("var max = folio.Pages - 1; var p = pte; while ([|max >= n|]) { if (PtepGet(mm, p).IsNone) break; n++; p += 1; }")]
    [InlineData("var p = pte; do { _ = PtepGet(mm, p); p++; } while ([|++n < Count(folio)|]);")]
    [InlineData("for (var p = pte; [|(ulong)n < folio.Frames.Value|]; n++, p++) _ = PtepGet(mm, p);")]
    [InlineData("var p = pte; while ([|n++ < pages|]) _ = PtepGet(mm, p++);")]
    public Task A_loop_that_a_number_of_pages_bounds_alone(string loop) => Verify.Diagnostics(Batch(loop), "KMM0007");

    internal static string Batch(string loop) => $$"""
        internal sealed class Batch
        {
            [MayExceedTable]
            public int Pages { get; init; }

            [MayExceedTable]
            public FrameCount Frames => new((ulong)Pages);
        }

        internal static class C
        {
            internal static void M(Mm mm, PmdPtr pmd, VirtualAddress addr, VirtualAddress end, Batch folio, [MayExceedTable] int pages)
            {
                var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
                if (!pte) return;
                var n = 0;
                {{loop}}
                PteUnmapUnlock(mm, pte, ptl);
            }

            [return: MayExceedTable]
            private static int Count(Batch folio) => 0;
        }
        """;
}
