namespace KernelMm.Analyzers.Tests.KMM0006;

public sealed class Valid
{
    [Fact]
    public Task Unmapped_under_the_same_condition_as_mapped() => Verify.Silent(Verify.Method("""
        bool kernel = addr.Value > 1 << 20;
        var pte = kernel ? PteOffsetKernel(mm, pmd, addr) : PteOffsetMap(mm, pmd, addr);
        if (!kernel && !pte) return;
        _ = PtepGet(mm, pte);
        if (!kernel) PteUnmap(mm, pte);
        """));

    [Fact]
    public Task A_kernel_pte_that_is_not_released_needs_nothing() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetKernel(mm, pmd, addr);
        for (var i = 0; i < 4; i++, pte++) _ = PtepGet(mm, pte);
        """));

    [Fact]
    public Task One_lock_for_two_tables_is_given_back_once() => Verify.Silent(Verify.Method("""
        var dst = PteOffsetMapLock(mm, pmd, addr, out var dstPtl);
        if (!dst) return;
        var src = PteOffsetMapNoLock(mm, pmd, addr, out var srcPtl);
        if (!src)
        {
            PteUnmapUnlock(mm, dst, dstPtl);
            return;
        }
        if (srcPtl != dstPtl) mm.SpinLockNested(srcPtl);
        _ = PtepGet(mm, src);
        if (srcPtl != dstPtl) mm.SpinUnlock(srcPtl);
        PteUnmap(mm, src);
        PteUnmapUnlock(mm, dst, dstPtl);
        """));

    [Fact]
    public Task An_inner_mapping_goes_together_with_the_outer_lock() => Verify.Silent(Verify.Method("""
        var dst = PteOffsetMapLock(mm, pmd, addr, out var dstPtl);
        if (!dst) return;
        var src = PteOffsetMap(mm, pmd, addr);
        if (!src)
        {
            PteUnmapUnlock(mm, dst, dstPtl);
            return;
        }
        _ = PtepGet(mm, src);
        PteUnmapUnlock(mm, src, dstPtl);
        PteUnmap(mm, dst);
        """));

    [Fact]
    public Task A_lock_that_a_helper_takes_may_be_held() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMapNoLock(mm, pmd, addr, out var ptl);
        if (!pte) return;
        LockIt(ptl);
        _ = PtepGet(mm, pte);
        PteUnmapUnlock(mm, pte, ptl);

        static void LockIt(SpinlockPtr ptl) { }
        """));

    [Fact]
    public Task A_lock_taken_by_another_name_may_be_this_one() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMapNoLock(mm, pmd, addr, out var ptl);
        if (!pte) return;
        mm.SpinLock(mm.PageTableLock);
        _ = PtepGet(mm, pte);
        PteUnmapUnlock(mm, pte, ptl);
        """));

    [Fact]
    public Task Unlock_relock_unlock_is_balanced() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte) return;
        mm.SpinUnlock(ptl);
        mm.SpinLock(ptl);
        PteUnmapUnlock(mm, pte, ptl);
        """));
}
