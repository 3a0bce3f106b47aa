namespace KernelMm.Analyzers.Tests.KMM0002;

public sealed class Diagnostics
{
    [Fact]
    public Task A_map_as_a_statement_is_reported() => Verify.Diagnostics(Verify.Method("""
        [|PteOffsetMap(mm, pmd, addr)|];
        """), "KMM0002");

    [Fact]
    public Task A_map_into_a_discard_is_reported() => Verify.Diagnostics(Verify.Method("""
        _ = [|PteOffsetMap(mm, pmd, addr)|];
        """), "KMM0002");

    [Fact]
    public Task A_map_of_which_only_the_lock_is_used_is_reported() => Verify.Diagnostics(Verify.Method("""
        [|PteOffsetMapNoLock(mm, pmd, addr, out var ptl)|];
        mm.SpinLock(ptl);
        mm.SpinUnlock(ptl);
        """), "KMM0002");

    [Fact]
    public Task A_variable_that_nobody_reads_is_as_good_as_a_discard() => Verify.Diagnostics(Verify.Method("""
        var pte = [|PteOffsetMapLock(mm, pmd, addr, out var ptl)|];
        mm.SpinUnlock(ptl);
        """), "KMM0002");

    [Fact]
    public Task An_expression_body_that_returns_nothing_discards() => Verify.Diagnostics("""
        internal static class C
        {
            internal static void M(Mm mm, PmdPtr pmd, VirtualAddress addr) => [|PteOffsetMap(mm, pmd, addr)|];
        }
        """, "KMM0002");
}
