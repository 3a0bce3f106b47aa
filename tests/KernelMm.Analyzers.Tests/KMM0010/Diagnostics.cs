namespace KernelMm.Analyzers.Tests.KMM0010;

public sealed class Diagnostics
{
    [Fact]
    public Task Something_that_may_sleep_is_called_while_mapped() => Verify.Diagnostics(Verify.Method("""
        var pte = {|#0:PteOffsetMap(mm, pmd, addr)|};
        if (!pte) return;
        [|mm.CondResched()|];
        PteUnmap(mm, pte);
        """), "KMM0010");

    [Fact]
    public Task The_lock_alone_forbids_it_too() => Verify.Diagnostics(Verify.Method("""
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte) return;
        PteUnmap(mm, pte);
        [|mm.CondResched()|];
        mm.SpinUnlock(ptl);
        """), "KMM0010");

    [Fact]
    public Task A_table_is_allocated_while_another_is_mapped() => Verify.Diagnostics(Verify.Method("""
        var src = PteOffsetMap(mm, pmd, addr);
        if (!src) return;
        var dst = [|PteAllocMapLock(mm, pmd, addr, out var ptl)|];
        if (dst) PteUnmapUnlock(mm, dst, ptl);
        PteUnmap(mm, src);
        """), "KMM0010");

    [Fact]
    public Task In_the_lap_that_forgot_to_unmap_first() => Verify.Diagnostics(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return;
        for (var i = 0; i < 4; i++)
        {
            if (PtepGet(mm, pte + i).IsSwap) [|mm.CondResched()|];
        }
        PteUnmap(mm, pte);
        """), "KMM0010");

    [Fact]
    public Task An_await_sleeps() => Verify.Diagnostics("""
        internal static class C
        {
            internal static async System.Threading.Tasks.Task M(Mm mm, PmdPtr pmd, VirtualAddress addr)
            {
                var pte = PteOffsetMap(mm, pmd, addr);
                if (!pte) return;
                [|await System.Threading.Tasks.Task.Yield()|];
                PteUnmap(mm, pte);
            }
        }
        """, "KMM0010");

    [Fact]
    public Task Under_a_lock_or_in_a_section_without_any_mapping() => Verify.Diagnostics(Verify.Method("""
        mm.RcuReadLock();
        {|KMM0010:mm.CondResched()|};
        mm.RcuReadUnlock();
        var pml = mm.PmdLockPtr(pmd);
        mm.SpinLock(pml);
        {|KMM0010:mm.CondResched()|};
        mm.SpinUnlock(pml);
        mm.LocalIrqDisable();
        _ = {|KMM0010:PteAlloc(mm, pmd)|};
        mm.LocalIrqEnable();
        """));
}
