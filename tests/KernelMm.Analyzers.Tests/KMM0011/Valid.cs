namespace KernelMm.Analyzers.Tests.KMM0011;

public sealed class Valid
{
    [Fact]
    public Task Looked_under_the_lock() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMapRwNoLock(mm, pmd, addr, out var pmdval, out var ptl);
        if (!pte) return;
        mm.SpinLock(ptl);
        if (PmdSame(pmdval, PmdpGetLockless(mm, pmd))) SetPte(mm, pte, default);
        PteUnmapUnlock(mm, pte, ptl);
        """));

    [Fact]
    public Task An_entry_that_is_not_none_is_the_same() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMapNoLock(mm, pmd, addr, out var ptl);
        if (!pte) return;
        var entry = PtepGet(mm, pte);
        mm.SpinLock(ptl);
        if (PteSame(entry, PtepGet(mm, pte))) SetPte(mm, pte, default);
        PteUnmapUnlock(mm, pte, ptl);
        """));

    [Fact]
    public Task The_snapshot_compared_by_its_operator() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMapRwNoLock(mm, pmd, addr, out var pmdval, out var ptl);
        if (!pte) return;
        mm.SpinLock(ptl);
        if (pmdval == PmdpGetLockless(mm, pmd)) SetPte(mm, pte, default);
        PteUnmapUnlock(mm, pte, ptl);
        """));

    [Fact]
    public Task The_answer_kept_in_a_variable() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMapRwNoLock(mm, pmd, addr, out var pmdval, out var ptl);
        if (!pte) return;
        mm.SpinLock(ptl);
        bool same = PmdSame(pmdval, PmdpGetLockless(mm, pmd));
        if (!same)
        {
            PteUnmapUnlock(mm, pte, ptl);
            return;
        }
        SetPte(mm, pte, default);
        PteUnmapUnlock(mm, pte, ptl);
        """));

    [Fact]
    public Task The_map_took_the_lock_itself() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte) return;
        SetPte(mm, pte, default);
        PteUnmapUnlock(mm, pte, ptl);
        """));

    [Fact]
    public Task Reading_needs_no_look() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMapNoLock(mm, pmd, addr, out var ptl);
        if (!pte) return;
        mm.SpinLock(ptl);
        _ = PtepGet(mm, pte);
        PteUnmapUnlock(mm, pte, ptl);
        """));

    [Fact]
    public Task A_helper_that_is_given_the_snapshot_is_believed() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMapRwNoLock(mm, pmd, addr, out var pmdval, out var ptl);
        if (!pte) return;
        mm.SpinLock(ptl);
        if (StillThere(pmdval)) SetPte(mm, pte, default);
        PteUnmapUnlock(mm, pte, ptl);

        static bool StillThere(Pmd seen) => !seen.IsNone;
        """));

    [Fact]
    public Task The_address_space_is_locked_for_writing() => Verify.Silent("""
        internal static class C
        {
            [NeedsHeld(HeldResource.MmapWriteLock)]
            internal static void M(Mm mm, PmdPtr pmd, VirtualAddress addr)
            {
                var pte = PteOffsetMapNoLock(mm, pmd, addr, out var ptl);
                if (!pte) return;
                mm.SpinLock(ptl);
                SetPte(mm, pte, default);
                PteUnmapUnlock(mm, pte, ptl);
            }
        }
        """);

    [Fact]
    public Task Two_tables_that_may_share_their_lock() => Verify.Silent(Verify.Method("""
        var dst = PteOffsetMapLock(mm, pmd, addr, out var dstPtl);
        if (!dst) return;
        var src = PteOffsetMapRwNoLock(mm, pmd, addr, out var pmdval, out var srcPtl);
        if (!src)
        {
            PteUnmapUnlock(mm, dst, dstPtl);
            return;
        }
        if (srcPtl != dstPtl) mm.SpinLockNested(srcPtl);
        if (PmdSame(pmdval, PmdpGetLockless(mm, pmd))) SetPte(mm, src, PtepGet(mm, dst));
        if (srcPtl != dstPtl) mm.SpinUnlock(srcPtl);
        PteUnmap(mm, src);
        PteUnmapUnlock(mm, dst, dstPtl);
        """));
}
