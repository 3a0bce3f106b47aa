namespace KernelMm.Analyzers.Tests.KMM0011;

public sealed class Diagnostics
{
    [Fact]
    public Task Locked_but_nobody_looked() => Verify.Diagnostics(Verify.Method("""
        var pte = {|#0:PteOffsetMapRwNoLock(mm, pmd, addr, out var pmdval, out var ptl)|};
        if (!pte) return;
        mm.SpinLock(ptl);
        SetPte(mm, [|pte|], default);
        PteUnmapUnlock(mm, pte, ptl);
        """), "KMM0011");

    [Fact]
    public Task Not_even_locked() => Verify.Diagnostics(Verify.Method("""
        var pte = PteOffsetMapNoLock(mm, pmd, addr, out var ptl);
        if (!pte) return;
        SetPte(mm, [|pte|], default);
        PteUnmap(mm, pte);
        """), "KMM0011");

    [Fact]
    public Task Looked_before_the_lock_was_taken() => Verify.Diagnostics(Verify.Method("""
        var pte = PteOffsetMapRwNoLock(mm, pmd, addr, out var pmdval, out var ptl);
        if (!pte) return;
        if (PmdSame(pmdval, PmdpGetLockless(mm, pmd)))
        {
            mm.SpinLock(ptl);
            SetPte(mm, [|pte|], default);
            mm.SpinUnlock(ptl);
        }
        PteUnmap(mm, pte);
        """), "KMM0011");

    [Fact]
    public Task Written_where_the_look_said_no() => Verify.Diagnostics(Verify.Method("""
        var pte = PteOffsetMapRwNoLock(mm, pmd, addr, out var pmdval, out var ptl);
        if (!pte) return;
        mm.SpinLock(ptl);
        if (!PmdSame(pmdval, PmdpGetLockless(mm, pmd))) SetPte(mm, [|pte|], default);
        PteUnmapUnlock(mm, pte, ptl);
        """), "KMM0011");

    [Fact]
    public Task Carried_across_a_lock_drop() => Verify.Diagnostics(Verify.Method("""
        var pte = PteOffsetMapRwNoLock(mm, pmd, addr, out var pmdval, out var ptl);
        if (!pte) return;
        mm.SpinLock(ptl);
        if (PmdSame(pmdval, PmdpGetLockless(mm, pmd)))
        {
            mm.SpinUnlock(ptl);
            mm.SpinLock(ptl);
            SetPte(mm, [|pte|], default);
        }
        PteUnmapUnlock(mm, pte, ptl);
        """), "KMM0011");

    [Fact]
    public Task None_equals_none_in_a_detached_table_too() => Verify.Diagnostics(Verify.Method("""
        var pte = PteOffsetMapNoLock(mm, pmd, addr, out var ptl);
        if (!pte) return;
        mm.SpinLock(ptl);
        if (PteSame(PtepGet(mm, pte), default)) SetPte(mm, [|pte|], new Pte(1));
        PteUnmapUnlock(mm, pte, ptl);
        """), "KMM0011");
}
