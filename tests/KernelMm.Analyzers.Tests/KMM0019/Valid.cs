namespace KernelMm.Analyzers.Tests.KMM0019;

public sealed class Valid
{
    [Fact]
    public Task Populated_mapped_and_tested() => Verify.Silent(Verify.Method("""
        if (PteAlloc(mm, pmd)) return;
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return;
        PteUnmap(mm, pte);
        """));

    [Fact]
    public Task Populated_and_not_mapped_here() => Verify.Silent(Verify.Method("""
        if (PteAlloc(mm, pmd)) return;
        Note("populated");
        """));

    [Fact]
    public Task Populated_again_and_again_until_the_map_succeeds() => Verify.Silent(Verify.Method("""
        again:
        if (PteAlloc(mm, pmd)) return;
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) goto again;
        PteUnmap(mm, pte);
        """));
}
