namespace KernelMm.Analyzers.Tests.KMM0001;

public sealed class Valid
{
    [Theory]
    [InlineData("if (!pte) return;")]
    [InlineData("if (pte.IsNull) return;")]
    [InlineData("if (pte == PtePtr.Null) return;")]
    [InlineData("if (pte == default) return;")]
    [InlineData("if (pte is { IsNull: true }) return;")]
    [InlineData("if (pte is not { IsNull: false }) return;")]
    [InlineData("if (pte.IsNull == true) return;")]
    [InlineData("if (pte) { } else return;")]
    [InlineData("if (pte != PtePtr.Null) { } else { return; }")]
    [InlineData("bool mapped = !pte.IsNull; if (!mapped) return;")]
    [InlineData("bool failed = pte.IsNull || addr.Value == 0; if (failed) { if (pte) PteUnmap(mm, pte); return; }")]
    [InlineData("switch (pte.IsNull) { case true: return; }")]
    [InlineData("if (!pte) throw new InvalidOperationException();")]
    [InlineData("if (!pte) Fail();")]
    [InlineData("Demand(!pte.IsNull);")]
    [InlineData("var copy = pte; if (!copy) return;")]
    [InlineData("while (!pte) { if (!PmdpGetLockless(mm, pmd).IsTable) return; pte = PteOffsetMap(mm, pmd, addr); }")]
    [InlineData("bool any = pte ? true : false; if (!any) return;")]
    public Task Every_way_to_ask_is_a_test(string test) => Verify.Silent($$"""
        internal static class C
        {
            internal static void M(Mm mm, PmdPtr pmd, VirtualAddress addr)
            {
                var pte = PteOffsetMap(mm, pmd, addr);
                {{test}}
                _ = PtepGet(mm, pte);
                PteUnmap(mm, pte);
            }

            [DoesNotReturn]
            private static void Fail() => throw new InvalidOperationException();

            private static void Demand([DoesNotReturnIf(false)] bool condition) { }
        }
        """);

    [Fact]
    public Task A_test_in_the_same_condition_is_a_test() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte.IsNull && PtepGet(mm, pte).IsPresent) Note("present");
        if (pte) PteUnmap(mm, pte);
        """));

    [Fact]
    public Task A_map_inside_the_condition_is_tested_by_it() => Verify.Silent(Verify.Method("""
        PtePtr pte;
        if (!(pte = PteOffsetMap(mm, pmd, addr))) return;
        PteUnmap(mm, pte);
        """));

    [Fact]
    public Task Handing_the_untested_result_on_by_a_contract_that_says_so_is_fine() => Verify.Silent("""
        internal static class C
        {
            [return: MayFail, ReturnsMapped]
            internal static PtePtr M(Mm mm, PmdPtr pmd, VirtualAddress addr) => PteOffsetMap(mm, pmd, addr);
        }
        """);

    [Fact]
    public Task A_helper_that_tests_for_its_caller_says_so_by_NotNullWhen() => Verify.Silent("""
        internal static class C
        {
            internal static void M(Mm mm, PmdPtr pmd, VirtualAddress addr)
            {
                var pte = PteOffsetMap(mm, pmd, addr);
                if (!IsThere(pte)) return;
                PteUnmap(mm, pte);
            }

            private static bool IsThere([MayFail, NotNullWhen(true)] PtePtr pte) => !pte.IsNull;
        }
        """);

    [Fact]
    public Task A_kernel_pte_has_no_contract_and_needs_no_test() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetKernel(mm, pmd, addr);
        _ = PtepGet(mm, pte);
        """));

    [Fact]
    public Task A_method_that_does_not_return_for_null_is_a_test() => Verify.Silent("""
        internal sealed class Span;

        internal static class C
        {
            internal static void M()
            {
                var span = TryMap();
                ArgumentNullException.ThrowIfNull(span);
                Give(span);
            }

            [return: MayFail, ReturnsMapped]
            private static Span? TryMap() => null;

            private static void Give([Consumes] Span span) { }
        }
        """);
}
