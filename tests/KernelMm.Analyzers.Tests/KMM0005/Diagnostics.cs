namespace KernelMm.Analyzers.Tests.KMM0005;

public sealed class Diagnostics
{
    [Fact]
    public Task A_second_unmap_names_the_first_and_the_map() => Verify.Diagnostics(Verify.Method("""
        var pte = {|#0:PteOffsetMap(mm, pmd, addr)|};
        if (!pte) return;
        {|#1:PteUnmap(mm, pte)|};
        PteUnmap(mm, [|pte|]);
        """), "KMM0005");

    [Fact]
    public Task A_finally_block_that_releases_again_is_reported() => Verify.Diagnostics(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return;
        try
        {
            PteUnmap(mm, pte);
        }
        finally
        {
            PteUnmap(mm, [|pte|]);
        }
        """), "KMM0005");

    [Fact]
    public Task The_guard_is_missing_on_a_joined_exit() => Verify.Diagnostics(Verify.Method("""
        var pte = {|#0:PteOffsetMapLock(mm, pmd, addr, out var ptl)|};
        if (!pte) goto leave;
        _ = PtepGet(mm, pte);
        leave:
        PteUnmapUnlock(mm, [|pte|], ptl);
        """), "KMM0005");

    [Fact]
    public Task Released_on_a_path_on_which_it_was_never_mapped() => Verify.Diagnostics(Verify.Method("""
        var pte = PtePtr.Null;
        if (addr.Value > 1)
        {
            pte = PteOffsetMap(mm, pmd, addr);
            if (!pte) return;
        }
        PteUnmap(mm, [|pte|]);
        """), "KMM0005");

    [Fact]
    public Task The_start_pointer_of_the_first_map_is_released_instead_of_the_second() => Verify.Diagnostics(Verify.Method("""
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte) return;
        var start = pte;
        PteUnmapUnlock(mm, start, ptl);
        pte = {|KMM0004:PteOffsetMapLock(mm, pmd, addr, out ptl)|};
        if (!pte) return;
        PteUnmapUnlock(mm, [|start|], ptl);
        """), "KMM0005");

    [Fact]
    public Task What_came_in_as_a_parameter_is_released_once() => Verify.Diagnostics(Verify.Method("""
        PteUnmap(mm, pte);
        PteUnmap(mm, [|pte|]);
        """, parameters: "Mm mm, [Consumes] PtePtr pte"), "KMM0005");
}
