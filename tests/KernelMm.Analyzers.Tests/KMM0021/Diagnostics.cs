namespace KernelMm.Analyzers.Tests.KMM0021;

public sealed class Diagnostics
{
    [Fact]
    public Task A_retired_helper_before_a_map() => Verify.Diagnostics(Verify.Method("""
        if ([|PmdTransUnstable(mm, pmd)|]) return;
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return;
        PteUnmap(mm, pte);
        """), "KMM0021");

    [Fact]
    public Task A_retired_helper_in_a_method_that_maps_nothing() => Verify.Diagnostics(Verify.Method("""
        return ![|PmdTransUnstable(mm, pmd)|];
        """, "bool"), "KMM0021");
}
