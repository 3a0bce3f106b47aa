namespace KernelMm.Analyzers.Tests.KMM0019;

public sealed class Diagnostics
{
    [Fact]
    public Task The_success_of_the_allocation_is_no_test_of_the_map() => Verify.Diagnostics(Verify.Method("""
        if ({|#0:PteAlloc(mm, pmd)|}) return;
        var pte = {|#1:PteOffsetMapLock(mm, pmd, addr, out var ptl)|};
        SetPte(mm, [|pte|], default);
        PteUnmapUnlock(mm, pte, ptl);
        """), "KMM0019");

    [Fact]
    public Task Nor_is_it_where_the_answer_was_kept() => Verify.Diagnostics(Verify.Method("""
        bool failed = PteAlloc(mm, pmd);
        if (failed) return;
        var pte = PteOffsetMap(mm, pmd, addr);
        PteUnmap(mm, [|pte|]);
        """), "KMM0019");

    [Fact]
    public Task A_table_that_was_not_needed_a_moment_ago() => Verify.Diagnostics(Verify.Method("""
        Table? spare = null;
        if (PmdpGetLockless(mm, pmd).IsNone) spare = PteAllocOne(mm);
        mm.PmdLock();
        if (PmdpGetLockless(mm, pmd).IsNone) PmdInstall(mm, pmd, {|KMM0019:spare|});
        mm.PmdUnlock();
        """));

    [Theory]
    [InlineData("PmdInstall(mm, pmd, {|KMM0019:spare|});")]
    [InlineData("if (PmdpGetLockless(mm, pmd).IsNone) PmdInstall(mm, pmd, {|KMM0019:spare|});")]
    [InlineData("if (spare is null) Note(\"none\"); PmdInstall(mm, pmd, {|KMM0019:spare|});")]
    [InlineData("if (spare == null) PmdInstall(mm, pmd, {|KMM0019:spare|});")]
    public Task A_table_that_may_not_be_there(string body) =>
        Verify.Diagnostics(Verify.Method(body, parameters: "Mm mm, PmdPtr pmd, Table? spare"));
}
