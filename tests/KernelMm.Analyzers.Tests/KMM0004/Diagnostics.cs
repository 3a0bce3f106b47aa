namespace KernelMm.Analyzers.Tests.KMM0004;

public sealed class Diagnostics
{
    [Fact]
    public Task An_early_return_that_forgets_the_unmap_is_reported_at_the_map_and_names_the_exit() => Verify.Diagnostics(Verify.Method("""
        var pte = [|PteOffsetMap(mm, pmd, addr)|];
        if (!pte) return;
        if (PtepGet(mm, pte).IsNone) {|#0:return;|}
        PteUnmap(mm, pte);
        """), "KMM0004");

    [Fact]
    public Task A_method_that_never_unmaps_is_reported_with_its_closing_brace() => Verify.Diagnostics("""
        internal static class C
        {
            internal static void M(Mm mm, PmdPtr pmd, VirtualAddress addr)
            {
                var pte = [|PteOffsetMap(mm, pmd, addr)|];
                if (!pte) return;
                _ = PtepGet(mm, pte);
            {|#0:}|}
        }
        """, "KMM0004");

    [Fact]
    public Task Unmapped_but_still_locked_is_reported() => Verify.Diagnostics(Verify.Method("""
        var pte = [|PteOffsetMapLock(mm, pmd, addr, out var ptl)|];
        if (!pte) return 0;
        PteUnmap(mm, pte);
        {|#0:return 1;|}
        """, "int"), "KMM0004");

    [Fact]
    public Task Unlocked_but_still_mapped_is_reported() => Verify.Diagnostics(Verify.Method("""
        var pte = [|PteOffsetMapLock(mm, pmd, addr, out var ptl)|];
        if (!pte) return 0;
        mm.SpinUnlock(ptl);
        {|#0:return 1;|}
        """, "int"), "KMM0004");

    [Fact]
    public Task A_lock_taken_later_is_owed_too() => Verify.Diagnostics(Verify.Method("""
        var pte = [|PteOffsetMapNoLock(mm, pmd, addr, out var ptl)|];
        if (!pte) return 0;
        mm.SpinLock(ptl);
        PteUnmap(mm, pte);
        {|#0:return 1;|}
        """, "int"), "KMM0004");

    [Fact]
    public Task A_trylock_that_succeeded_is_owed() => Verify.Diagnostics(Verify.Method("""
        var pte = [|PteOffsetMapNoLock(mm, pmd, addr, out var ptl)|];
        if (!pte) return 0;
        if (mm.SpinTrylock(ptl))
        {
            PteUnmap(mm, pte);
            {|#0:return 1;|}
        }
        PteUnmap(mm, pte);
        return 0;
        """, "int"), "KMM0004");

    [Fact]
    public Task A_continue_that_comes_back_to_the_map_is_reported_there() => Verify.Diagnostics(Verify.Method("""
        for (var i = 0; i < 8; i++)
        {
            var pte = {|#0:[|PteOffsetMap(mm, pmd, addr)|]|};
            if (!pte) continue;
            if (PtepGet(mm, pte).IsNone) continue;
            PteUnmap(mm, pte);
        }
        {|#1:return 0;|}
        """, "int"), "KMM0004");

    [Fact]
    public Task Every_leaking_exit_is_named() => Verify.Diagnostics(Verify.Method("""
        var pte = [|PteOffsetMap(mm, pmd, addr)|];
        if (!pte) return -1;
        if (PtepGet(mm, pte).IsNone) {|#0:return 1;|}
        if (PtepGet(mm, pte).IsSwap) {|#1:return 2;|}
        PteUnmap(mm, pte);
        return 0;
        """, "int"), "KMM0004");

    [Fact]
    public Task A_throw_leaves_as_a_return_does() => Verify.Diagnostics(Verify.Method("""
        var pte = [|PteOffsetMap(mm, pmd, addr)|];
        if (!pte) return;
        if (PtepGet(mm, pte).IsNone) {|#0:throw new InvalidOperationException();|}
        PteUnmap(mm, pte);
        """), "KMM0004");

    [Fact]
    public Task A_catch_that_throws_on_without_a_release_leaves_too() => Verify.Diagnostics(Verify.Method("""
        var pte = [|PteOffsetMap(mm, pmd, addr)|];
        if (!pte) return;
        try
        {
            Note("may throw");
        }
        catch (Exception)
        {
            Note("failed");
            {|#0:throw;|}
        }
        PteUnmap(mm, pte);
        """), "KMM0004");

    [Fact]
    public Task The_first_of_two_maps_is_owed_when_the_second_fails() => Verify.Diagnostics(Verify.Method("""
        var dst = [|PteOffsetMapLock(mm, pmd, addr, out var dstPtl)|];
        if (!dst) return -1;
        var src = PteOffsetMapNoLock(mm, pmd, addr, out var srcPtl);
        if (!src) {|#0:return -2;|}
        PteUnmap(mm, src);
        PteUnmapUnlock(mm, dst, dstPtl);
        return 0;
        """, "int"), "KMM0004");

    [Fact]
    public Task A_pointer_that_is_overwritten_leaves_its_mapping_behind() => Verify.Diagnostics(Verify.Method("""
        var pte = [|PteOffsetMap(mm, pmd, addr)|];
        if (!pte) return 0;
        pte = PtePtr.Null;
        if (pte) PteUnmap(mm, pte);
        {|#0:return 1;|}
        """, "int"), "KMM0004");

    [Fact]
    public Task Different_conditions_at_both_ends_leak() => Verify.Diagnostics(Verify.Method("""
        PtePtr pte = PtePtr.Null;
        if (addr.Value > 1)
        {
            pte = [|PteOffsetMap(mm, pmd, addr)|];
            if (!pte) return;
        }
        if (addr.Value > 2) PteUnmap(mm, {|KMM0005:pte|});
        """), "KMM0004");

    [Fact]
    public Task A_catch_that_swallows_the_way_to_the_unmap_leaks() => Verify.Diagnostics(Verify.Method("""
        var pte = [|PteOffsetMap(mm, pmd, addr)|];
        if (!pte) return 0;
        try
        {
            Note("may throw");
            PteUnmap(mm, pte);
        }
        catch (InvalidOperationException)
        {
            {|#0:return 1;|}
        }
        return 0;
        """, "int"), "KMM0004");

    [Fact]
    public Task A_map_that_is_neither_tested_nor_unmapped_on_one_path_leaks() => Verify.Diagnostics(Verify.Method("""
        var pte = [|PteOffsetMap(mm, pmd, addr)|];
        if (addr.Value == 0) {|#0:return 1;|}
        if (pte) PteUnmap(mm, pte);
        return 0;
        """, "int"), "KMM0004");

    [Theory]
    [InlineData("if (none) { Note(\"none\"); {|#0:return;|} }")]
    [InlineData("if (none) { {|#0:return;|} }")]
    [InlineData("if (!none) { } else {|#0:return;|}")]
    [InlineData("if (none && addr.Value > 3) {|#0:return;|}")]
    [InlineData("if (none || addr.Value > 3) {|#0:return;|}")]
    [InlineData("while (true) { if (none) {|#0:return;|} break; }")]
    [InlineData("switch (addr.Value) { case 1: {|#0:return;|} case 2: Note(\"2\"); break; }")]
    [InlineData("if (none) goto out_; goto on; out_: {|#0:return;|} on: Note(\"on\");")]
    public Task A_bare_return_is_found_wherever_it_stands(string exit) => Verify.Diagnostics(Verify.Method($$"""
        var pte = [|PteOffsetMap(mm, pmd, addr)|];
        if (!pte) return;
        bool none = PtepGet(mm, pte).IsNone;
        {{exit}}
        PteUnmap(mm, pte);
        """), "KMM0004");

    [Fact]
    public Task Handed_on_in_a_fault_after_its_lock_was_given_back_alone() => Verify.Diagnostics("""
        internal static class C
        {
            internal static FaultResult M(ref VmFault vmf)
            {
                vmf.Pte = [|PteOffsetMapLock(vmf.Mm, vmf.Pmd, vmf.Address, out vmf.Ptl)|];
                if (!vmf.Pte) return FaultResult.None;
                if (!PteSame(PtepGet(vmf.Mm, vmf.Pte), vmf.OrigPte))
                {
                    vmf.Mm.SpinUnlock(vmf.Ptl);
                    {|#0:return FaultResult.None;|}
                }
                PteUnmapUnlock(vmf.Mm, vmf.Pte, vmf.Ptl);
                return FaultResult.None;
            }
        }
        """, "KMM0004");
}
