namespace KernelMm.Analyzers.Tests.KMM0014;

public sealed class CodeFix
{
    [Fact]
    public Task An_enum_has_a_member_that_lets_it_fault_again() => VerifyFix.Becomes(
        Verify.Method("""
            var pte = PteOffsetMap(mm, pmd, addr);
            if (!pte) return FaultResult.Oom;
            PteUnmap(mm, pte);
            return FaultResult.None;
            """, "FaultResult"),
        Verify.Method("""
            var pte = PteOffsetMap(mm, pmd, addr);
            if (!pte) return FaultResult.NoPage;
            PteUnmap(mm, pte);
            return FaultResult.None;
            """, "FaultResult"));

    [Fact]
    public async Task A_vocabulary_without_an_honest_outcome_is_left_alone() => Assert.Empty(await VerifyFix.Offered(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return -Errno.Busy;
        PteUnmap(mm, pte);
        return 0;
        """, "int")));

    [Fact]
    public Task All_at_once() => VerifyFix.AllBecome(
        Verify.Method("""
            var a = PteOffsetMap(mm, pmd, addr);
            if (!a) return FaultResult.Oom;
            PteUnmap(mm, a);
            var b = PteOffsetMap(mm, pmd, addr);
            if (!b) return FaultResult.Sigbus;
            PteUnmap(mm, b);
            return FaultResult.None;
            """, "FaultResult"),
        Verify.Method("""
            var a = PteOffsetMap(mm, pmd, addr);
            if (!a) return FaultResult.NoPage;
            PteUnmap(mm, a);
            var b = PteOffsetMap(mm, pmd, addr);
            if (!b) return FaultResult.NoPage;
            PteUnmap(mm, b);
            return FaultResult.None;
            """, "FaultResult"));
}
