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

    [Fact]
    public Task A_table_that_is_at_hand_or_none_that_is_asked_for() => Verify.Silent(Verify.Method("""
        Table? spare = null;
        if (PmdpGetLockless(mm, pmd).IsNone) spare = PteAllocOne(mm);
        mm.PmdLock();
        if (spare is not null && PmdpGetLockless(mm, pmd).IsNone) PmdInstall(mm, pmd, spare);
        mm.PmdUnlock();
        """));

    [Theory]
    [InlineData("if (spare is not null) PmdInstall(mm, pmd, spare);")]
    [InlineData("if (spare != null && PmdpGetLockless(mm, pmd).IsNone) PmdInstall(mm, pmd, spare);")]
    [InlineData("if (spare is null) return; PmdInstall(mm, pmd, spare);")]
    [InlineData("if (spare is null) { spare = PteAllocOne(mm); if (spare is null) return; } PmdInstall(mm, pmd, spare);")]
    [InlineData("spare = new Table(); PmdInstall(mm, pmd, spare);")]
    [InlineData("var isThere = spare is not null; if (isThere) PmdInstall(mm, pmd, spare);")]
    public Task A_table_that_is_known_to_be_there(string body) => Verify.Silent(Verify.Method(body, parameters: "Mm mm, PmdPtr pmd, Table? spare"));
}
