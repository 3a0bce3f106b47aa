namespace KernelMm.Analyzers.Tests.KMM0003;

public sealed class Diagnostics
{
    [Fact]
    public Task A_test_behind_the_use_names_the_map_and_the_use() => Verify.Diagnostics(Verify.Method("""
        var pte = {|#0:PteOffsetMap(mm, pmd, addr)|};
        _ = PtepGet(mm, {|KMM0001:{|#1:pte|}|});
        if ([|!pte|]) return;
        PteUnmap(mm, pte);
        """), "KMM0003");

    [Fact]
    public Task A_test_behind_a_step() => Verify.Diagnostics(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        {|KMM0001:pte|}++;
        if ([|pte.IsNull|]) return;
        PteUnmap(mm, pte);
        """), "KMM0003");

    [Fact]
    public Task The_lock_is_asked_instead() => Verify.Diagnostics(Verify.Method("""
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if ([|ptl.IsNull|]) return;
        PteUnmapUnlock(mm, {|KMM0001:pte|}, ptl);
        """), "KMM0003");

    [Fact]
    public Task The_lock_is_compared_with_null_instead() => Verify.Diagnostics(Verify.Method("""
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if ([|ptl == SpinlockPtr.Null|]) return;
        PteUnmapUnlock(mm, {|KMM0001:pte|}, ptl);
        """), "KMM0003");

    [Fact]
    public Task A_map_that_never_fails_is_asked() => Verify.Diagnostics("""
        internal static class C
        {
            [return: ReturnsMapped]
            private static PtePtr MapForSure(Mm mm) => default;

            internal static void M(Mm mm)
            {
                var pte = MapForSure(mm);
                if ({|KMM0003:pte.IsNull|}) return;
                PteUnmap(mm, pte);
            }
        }
        """);
}
