namespace KernelMm.Analyzers.Tests.KMM0014;

public sealed class Valid
{
    [Fact]
    public Task A_retry_is_the_truth() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return FaultResult.Retry;
        PteUnmap(mm, pte);
        return FaultResult.None;
        """, "FaultResult"));

    [Fact]
    public Task Out_of_memory_where_the_map_succeeded() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return FaultResult.NoPage;
        PteUnmap(mm, pte);
        return FaultResult.Oom;
        """, "FaultResult"));

    [Fact]
    public Task A_map_that_allocates_may_be_out_of_memory() => Verify.Silent(Verify.Method("""
        var pte = PteAllocMapLock(mm, pmd, addr, out var ptl);
        if (!pte) return FaultResult.Oom;
        PteUnmapUnlock(mm, pte, ptl);
        return FaultResult.None;
        """, "FaultResult"));

    [Fact]
    public Task An_allocation_that_failed_after_the_map_failed() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte)
        {
            if (PteAlloc(mm, pmd)) return FaultResult.Oom;
            return FaultResult.Retry;
        }
        PteUnmap(mm, pte);
        return FaultResult.None;
        """, "FaultResult"));

    [Fact]
    public Task The_default_outcome_of_the_next_lap() => Verify.Silent(Verify.Method("""
        again:
        var ret = FaultResult.Oom;
        if (!PmdpGetLockless(mm, pmd).IsTable) return FaultResult.Retry;
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) goto again;
        PteUnmap(mm, pte);
        if (addr.Value > 1) ret = FaultResult.None;
        return ret;
        """, "FaultResult"));

    [Fact]
    public Task The_outcome_is_only_asked_about() => Verify.Silent(Verify.Method("""
        var ret = FaultResult.None;
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return ret == FaultResult.Oom ? ret : FaultResult.Retry;
        PteUnmap(mm, pte);
        return ret;
        """, "FaultResult"));

    [Fact]
    public Task A_method_for_which_no_table_is_a_final_answer() => Verify.Silent("""
        internal static class C
        {
            [RaceOutcome(OutcomeKind.Error)]
            internal static FaultResult M(Mm mm, PmdPtr pmd, VirtualAddress addr)
            {
                var pte = PteOffsetMap(mm, pmd, addr);
                if (!pte) return FaultResult.Sigbus;
                PteUnmap(mm, pte);
                return FaultResult.None;
            }
        }
        """);
}
