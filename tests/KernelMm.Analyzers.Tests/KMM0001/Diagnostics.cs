namespace KernelMm.Analyzers.Tests.KMM0001;

public sealed class Diagnostics
{
    [Fact]
    public Task A_dereference_before_any_test_is_reported_with_the_map_as_the_other_place() => Verify.Diagnostics(Verify.Method("""
        var pte = {|#0:PteOffsetMap(mm, pmd, addr)|};
        _ = PtepGet(mm, [|pte|]);
        PteUnmap(mm, pte);
        """), "KMM0001");

    [Fact]
    public Task An_unmap_before_any_test_is_reported() => Verify.Diagnostics(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        PteUnmap(mm, [|pte|]);
        """), "KMM0001");

    [Fact]
    public Task A_step_before_any_test_is_reported_for_it_hides_the_null() => Verify.Diagnostics(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        [|pte|]++;
        if ({|KMM0003:!pte|}) return;
        PteUnmap(mm, pte);
        """), "KMM0001");

    [Fact]
    public Task A_map_used_at_once_is_reported() => Verify.Diagnostics(Verify.Method("""
        PteUnmap(mm, [|PteOffsetMap(mm, pmd, addr)|]);
        """), "KMM0001");

    [Fact]
    public Task A_test_of_the_lock_is_no_test_of_the_map() => Verify.Diagnostics(Verify.Method("""
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if ({|KMM0003:ptl.IsNull|}) return;
        PteUnmapUnlock(mm, [|pte|], ptl);
        """), "KMM0001");

    [Fact]
    public Task A_null_pointer_passed_on_in_the_error_path_is_reported() => Verify.Diagnostics(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte)
        {
            Update([|pte|]);
            return;
        }
        PteUnmap(mm, pte);

        static void Update(PtePtr pte) { }
        """), "KMM0001");

    [Fact]
    public Task A_test_that_does_not_leave_is_no_test() => Verify.Diagnostics(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) Note("null");
        _ = PtepGet(mm, [|pte|]);
        PteUnmap(mm, pte);
        """), "KMM0001");

    [Fact]
    public Task Debug_Assert_is_no_test_for_it_vanishes_in_release_builds() => Verify.Diagnostics(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        Debug.Assert(!pte.IsNull);
        _ = PtepGet(mm, [|pte|]);
        PteUnmap(mm, pte);
        """), "KMM0001");

    [Fact]
    public Task A_result_returned_untested_without_a_contract_is_reported() => Verify.Diagnostics(Verify.Method("""
        return [|PteOffsetMap(mm, pmd, addr)|];
        """, "PtePtr"), "KMM0001");

    [Fact]
    public Task A_copy_used_untested_is_reported() => Verify.Diagnostics(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        var start = pte;
        _ = PtepGet(mm, [|start|]);
        PteUnmap(mm, start);
        """), "KMM0001");

    [Fact]
    public Task A_boolean_that_carries_the_wrong_test_is_no_test() => Verify.Diagnostics(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        bool failed = pte.IsNull;
        if (failed)
        {
            _ = PtepGet(mm, [|pte|]);
            return;
        }
        PteUnmap(mm, pte);
        """), "KMM0001");

    [Fact]
    public Task The_field_of_a_fault_is_tested_like_a_local() => Verify.Diagnostics("""
        internal static class C
        {
            internal static void M(ref VmFault vmf)
            {
                vmf.Pte = PteOffsetMapLock(vmf.Mm, vmf.Pmd, vmf.Address, out vmf.Ptl);
                vmf.OrigPte = PtepGet(vmf.Mm, [|vmf.Pte|]);
            }
        }
        """, "KMM0001");

    [Fact]
    public Task A_lambda_in_a_fields_initializer_is_followed_too() => Verify.Diagnostics("""
        internal static class C
        {
            internal static readonly Action<Mm, PmdPtr, VirtualAddress> Work = (mm, pmd, addr) =>
            {
                var pte = PteOffsetMap(mm, pmd, addr);
                PteUnmap(mm, [|pte|]);
            };
        }
        """, "KMM0001");

    [Fact]
    public Task A_lambda_is_a_method_of_its_own() => Verify.Diagnostics(Verify.Method("""
        Action work = () =>
        {
            var pte = PteOffsetMap(mm, pmd, addr);
            _ = PtepGet(mm, [|pte|]);
            PteUnmap(mm, pte);
        };
        work();
        """), "KMM0001");
}
