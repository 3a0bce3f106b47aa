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
}
