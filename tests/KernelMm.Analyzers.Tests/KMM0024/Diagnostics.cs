namespace KernelMm.Analyzers.Tests.KMM0024;

public sealed class Diagnostics
{
    [Fact]
    public Task The_lock_was_given_back_before_the_map() => Verify.Diagnostics(Verify.Method("""
        {|#0:mm.MmapReadLock()|};
        var hint = PmdpGetLockless(mm, pmd);
        mm.MmapReadUnlock();
        if (hint.IsNone) return;
        var pte = [|PteOffsetMap(mm, pmd, addr)|];
        if (pte) PteUnmap(mm, pte);
        """), "KMM0024");

    [Fact]
    public Task Only_rcu_is_held() => Verify.Diagnostics(Verify.Method("""
        mm.RcuReadLock();
        var pte = [|PteOffsetMap(mm, pmd, addr)|];
        if (pte) PteUnmap(mm, pte);
        mm.RcuReadUnlock();
        """), "KMM0024");

    [Fact]
    public Task The_callers_hold_only_rcu() => Verify.Diagnostics("""
        internal static class C
        {
            [NeedsHeld(HeldResource.Rcu)]
            internal static void M(Mm mm, PmdPtr pmd, VirtualAddress addr)
            {
                var pte = [|PteOffsetMapLock(mm, pmd, addr, out var ptl)|];
                if (pte) PteUnmapUnlock(mm, pte, ptl);
            }
        }
        """, "KMM0024");

    [Fact]
    public Task Interrupts_are_on_again_for_the_second_map() => Verify.Diagnostics(Verify.Method("""
        mm.LocalIrqDisable();
        var pte = PteOffsetMap(mm, pmd, addr);
        if (pte) PteUnmap(mm, pte);
        mm.LocalIrqEnable();
        pte = [|PteOffsetMap(mm, pmd, addr)|];
        if (pte) PteUnmap(mm, pte);
        """), "KMM0024");
}
