namespace KernelMm.Analyzers.Tests.KMM0008;

public sealed class Diagnostics
{
    [Fact]
    public Task A_read_after_the_unmap_names_the_unmap_and_the_map() => Verify.Diagnostics(Verify.Method("""
        var pte = {|#0:PteOffsetMap(mm, pmd, addr)|};
        if (!pte) return;
        {|#1:PteUnmap(mm, pte)|};
        _ = PtepGet(mm, [|pte|]);
        """), "KMM0008");

    [Fact]
    public Task A_derived_pointer_dies_with_the_mapping() => Verify.Diagnostics(Verify.Method("""
        var start = PteOffsetMap(mm, pmd, addr);
        if (!start) return;
        var third = start + 3;
        PteUnmap(mm, start);
        _ = PtepGet(mm, [|third|]);
        """), "KMM0008");

    [Fact]
    public Task A_use_on_the_one_path_that_unmapped_is_reported() => Verify.Diagnostics(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return;
        if (addr.Value > 2)
        {
            PteUnmap(mm, pte);
        }
        _ = PtepGet(mm, [|pte|]);
        if (addr.Value <= 2) PteUnmap(mm, pte);
        """), "KMM0008");

    [Fact]
    public Task The_old_start_pointer_is_dead_after_a_second_map() => Verify.Diagnostics(Verify.Method("""
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte) return;
        var start = pte;
        PteUnmapUnlock(mm, start, ptl);
        pte = PteOffsetMapLock(mm, pmd, addr, out ptl);
        if (!pte) return;
        _ = PtepGet(mm, [|start|]);
        PteUnmapUnlock(mm, pte, ptl);
        """), "KMM0008");

    [Fact]
    public Task A_mapping_that_came_as_a_parameter_is_dead_too_after_its_unmap() => Verify.Diagnostics(Verify.Method("""
        PteUnmap(mm, pte);
        _ = PtepGet(mm, [|pte|]);
        """, parameters: "Mm mm, [Consumes] PtePtr pte"), "KMM0008");

    [Fact]
    public Task A_faults_own_field_is_followed() => Verify.Diagnostics("""
        internal static class C
        {
            internal static void M(ref VmFault vmf)
            {
                PteUnmapUnlock(vmf.Mm, vmf.Pte, vmf.Ptl);
                vmf.OrigPte = PtepGet(vmf.Mm, [|vmf.Pte|]);
            }
        }
        """, "KMM0008");

    [Fact]
    public Task Returning_a_dead_pointer_is_a_use() => Verify.Diagnostics(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return PtePtr.Null;
        PteUnmap(mm, pte);
        return [|pte|];
        """, "PtePtr"), "KMM0008");
}
