namespace KernelMm.Analyzers.Tests.KMM0016;

public sealed class Diagnostics
{
    [Fact]
    public Task The_map_has_taken_it_already() => Verify.Diagnostics(Verify.Method("""
        var pte = {|#0:PteOffsetMapLock(mm, pmd, addr, out var ptl)|};
        if (!pte) return;
        mm.SpinLock([|ptl|]);
        PteUnmapUnlock(mm, pte, ptl);
        """), "KMM0016");

    [Fact]
    public Task Taken_twice_by_hand() => Verify.Diagnostics(Verify.Method("""
        var pte = PteOffsetMapNoLock(mm, pmd, addr, out var ptl);
        if (!pte) return;
        mm.SpinLock(ptl);
        mm.SpinLockNested([|ptl|]);
        PteUnmapUnlock(mm, pte, ptl);
        """), "KMM0016");

    [Fact]
    public Task In_the_second_lap_of_a_loop() => Verify.Diagnostics(Verify.Method("""
        var pte = PteOffsetMapNoLock(mm, pmd, addr, out var ptl);
        if (!pte) return;
        for (var i = 0; i < 4; i++)
        {
            mm.SpinLock([|ptl|]);
            _ = PtepGet(mm, pte);
        }
        PteUnmapUnlock(mm, pte, {|KMM0006:ptl|});
        """), "KMM0016");

    [Fact]
    public Task A_pmd_lock_under_a_page_tables_lock() => Verify.Diagnostics(Verify.Method("""
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte) return;
        [|mm.PmdLock()|];
        mm.PmdUnlock();
        PteUnmapUnlock(mm, pte, ptl);
        """), "KMM0016");
}
