namespace KernelMm.Analyzers.Tests.KMM0021;

public sealed class CodeFix
{
    [Fact]
    public Task The_question_goes_where_the_map_is_tested() => VerifyFix.Becomes(
        Verify.Method("""
            if (PmdTransUnstable(mm, pmd)) return;
            var pte = PteOffsetMap(mm, pmd, addr);
            if (!pte) return;
            PteUnmap(mm, pte);
            """),
        Verify.Method("""
            var pte = PteOffsetMap(mm, pmd, addr);
            if (!pte) return;
            PteUnmap(mm, pte);
            """));

    [Fact]
    public Task What_it_led_to_becomes_the_answer_to_an_untested_map() => VerifyFix.Becomes(
        Verify.Method("""
            if (PmdTransUnstable(mm, pmd))
            {
                Note("unstable");
                return;
            }
            var pte = PteOffsetMap(mm, pmd, addr);
            PteUnmap(mm, pte);
            """),
        Verify.Method("""
            var pte = PteOffsetMap(mm, pmd, addr);
            if (pte.IsNull)
            {
                Note("unstable");
                return;
            }
            PteUnmap(mm, pte);
            """));

    [Fact]
    public async Task Something_is_taken_in_between() => Assert.Empty(await VerifyFix.Offered(Verify.Method("""
        if (PmdTransUnstable(mm, pmd)) return;
        mm.RcuReadLock();
        var pte = PteOffsetMap(mm, pmd, addr);
        PteUnmap(mm, pte);
        mm.RcuReadUnlock();
        """)));
}
