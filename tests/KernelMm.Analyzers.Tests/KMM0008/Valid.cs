namespace KernelMm.Analyzers.Tests.KMM0008;

public sealed class Valid
{
    [Fact]
    public Task A_pointer_that_is_mapped_again_lives_again() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return;
        PteUnmap(mm, pte);
        pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return;
        _ = PtepGet(mm, pte);
        PteUnmap(mm, pte);
        """));

    [Fact]
    public Task A_dead_pointer_may_be_compared_and_overwritten() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return;
        var start = pte;
        PteUnmap(mm, pte);
        if (start == pte) Note("never moved");
        Note((pte - start).ToString());
        pte = PtePtr.Null;
        """));

    [Fact]
    public Task A_value_that_was_read_before_the_unmap_lives_on() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return default;
        var entry = PtepGet(mm, pte);
        PteUnmap(mm, pte);
        return entry;
        """, "Pte"));

    [Fact]
    public Task A_step_of_a_dead_loop_variable_harms_nobody() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return;
        for (var i = 0; i < 4; i++, pte++)
        {
            if (PtepGet(mm, pte).IsSwap)
            {
                PteUnmap(mm, pte);
                return;
            }
        }
        PteUnmap(mm, pte - 1);
        """));

    [Fact]
    public Task A_fault_that_was_handed_to_another_function_may_hold_a_new_mapping() => Verify.Silent("""
        internal static class C
        {
            internal static void M(ref VmFault vmf)
            {
                PteUnmapUnlock(vmf.Mm, vmf.Pte, vmf.Ptl);
                Remap(ref vmf);
                vmf.OrigPte = PtepGet(vmf.Mm, vmf.Pte);
            }

            private static void Remap(ref VmFault vmf) { }
        }
        """);
}
