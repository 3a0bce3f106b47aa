namespace KernelMm.Analyzers.Tests.KMM0014;

public sealed class Diagnostics
{
    [Fact]
    public Task A_fault_that_says_out_of_memory() => Verify.Diagnostics(Verify.Method("""
        var pte = {|#0:PteOffsetMap(mm, pmd, addr)|};
        if (!pte) return [|FaultResult.Oom|];
        PteUnmap(mm, pte);
        return FaultResult.None;
        """, "FaultResult"), "KMM0014");

    [Fact]
    public Task A_negative_error_number() => Verify.Diagnostics(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return -[|Errno.Busy|];
        PteUnmap(mm, pte);
        return 0;
        """, "int"), "KMM0014");

    [Fact]
    public Task An_assignment_before_the_common_exit() => Verify.Diagnostics(Verify.Method("""
        var ret = FaultResult.None;
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte)
        {
            ret = [|FaultResult.Sigbus|];
            goto leave;
        }
        PteUnmap(mm, pte);
        leave:
        return ret;
        """, "FaultResult"), "KMM0014");

    [Fact]
    public Task One_arm_of_a_conditional_expression() => Verify.Diagnostics(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        var ret = pte ? FaultResult.None : [|FaultResult.Oom|];
        if (pte) PteUnmap(mm, pte);
        return ret;
        """, "FaultResult"), "KMM0014");

    [Fact]
    public Task A_flag_among_others() => Verify.Diagnostics(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (pte.IsNull) return [|FaultResult.Oom|] | FaultResult.Retry;
        PteUnmap(mm, pte);
        return FaultResult.None;
        """, "FaultResult"), "KMM0014");

    [Fact]
    public Task Out_of_memory_even_where_no_table_is_a_final_answer() => Verify.Diagnostics("""
        internal static class C
        {
            [RaceOutcome(OutcomeKind.Error)]
            internal static FaultResult M(Mm mm, PmdPtr pmd, VirtualAddress addr)
            {
                var pte = PteOffsetMap(mm, pmd, addr);
                if (!pte) return [|FaultResult.Oom|];
                PteUnmap(mm, pte);
                return FaultResult.None;
            }
        }
        """, "KMM0014");
}
