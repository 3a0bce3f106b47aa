namespace KernelMm.Analyzers.Tests.KMM0017;

public sealed class Diagnostics
{
    [Fact]
    public Task The_lock_of_a_map_that_failed_is_given_back() => Verify.Diagnostics(Verify.Method("""
        var pte = {|#0:PteOffsetMapLock(mm, pmd, addr, out var ptl)|};
        if (!pte)
        {
            mm.SpinUnlock([|ptl|]);
            return;
        }
        PteUnmapUnlock(mm, pte, ptl);
        """), "KMM0017");

    [Fact]
    public Task The_lock_is_taken_before_the_map_is_tested() => Verify.Diagnostics(Verify.Method("""
        var pte = PteOffsetMapNoLock(mm, pmd, addr, out var ptl);
        mm.SpinLock([|ptl|]);
        if (!pte) return;
        PteUnmapUnlock(mm, pte, ptl);
        """), "KMM0017");

    [Fact]
    public Task Two_locks_are_compared_before_the_second_map_is_tested() => Verify.Diagnostics(Verify.Method("""
        var dst = PteOffsetMapLock(mm, pmd, addr, out var dstPtl);
        if (!dst) return;
        var src = PteOffsetMapNoLock(mm, pmd, addr, out var srcPtl);
        if ([|srcPtl != dstPtl|]) Note("two locks");
        if (src) PteUnmap(mm, src);
        PteUnmapUnlock(mm, dst, dstPtl);
        """), "KMM0017");

    [Fact]
    public Task The_snapshot_of_a_map_that_failed_is_compared() => Verify.Diagnostics(Verify.Method("""
        var pte = PteOffsetMapRwNoLock(mm, pmd, addr, out var pmdval, out _);
        if (!pte) return PmdSame([|pmdval|], PmdpGetLockless(mm, pmd));
        PteUnmap(mm, pte);
        return true;
        """, "bool"), "KMM0017");
}
