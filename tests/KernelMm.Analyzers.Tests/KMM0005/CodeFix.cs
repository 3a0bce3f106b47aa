namespace KernelMm.Analyzers.Tests.KMM0005;

public sealed class CodeFix
{
    [Fact]
    public Task The_second_of_two_releases_goes() => VerifyFix.Becomes(
        Verify.Method("""
            var pte = PteOffsetMap(mm, pmd, addr);
            if (!pte) return;
            PteUnmap(mm, pte);
            Note("between");
            PteUnmap(mm, pte);
            """),
        Verify.Method("""
            var pte = PteOffsetMap(mm, pmd, addr);
            if (!pte) return;
            PteUnmap(mm, pte);
            Note("between");
            """));

    [Fact]
    public Task A_release_that_null_comes_to_is_put_under_a_test() => VerifyFix.Becomes(
        Verify.Method("""
            var pte = PteOffsetMap(mm, pmd, addr);
            if (!pte) goto leave;
            _ = PtepGet(mm, pte);
            leave:
            Note("leave");
            PteUnmap(mm, pte);
            """),
        Verify.Method("""
            var pte = PteOffsetMap(mm, pmd, addr);
            if (!pte) goto leave;
            _ = PtepGet(mm, pte);
            leave:
            Note("leave");
            if (!pte.IsNull)
            {
                PteUnmap(mm, pte);
            }
            """));

    [Fact]
    public async Task Where_control_may_leave_in_between_nothing_is_offered() => Assert.Empty(await VerifyFix.Offered(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return;
        PteUnmap(mm, pte);
        if (addr.Value == 0) return;
        PteUnmap(mm, pte);
        """)));
}
