namespace KernelMm.Analyzers.Tests.KMM0005;

public sealed class Valid
{
    [Fact]
    public Task Released_in_both_branches_is_released_once() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return;
        if (PtepGet(mm, pte).IsNone) PteUnmap(mm, pte);
        else PteUnmap(mm, pte);
        """));

    [Fact]
    public Task A_guard_on_a_joined_exit_is_enough() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) goto leave;
        _ = PtepGet(mm, pte);
        leave:
        if (pte) PteUnmap(mm, pte);
        """));

    [Fact]
    public Task Mapped_and_released_under_the_same_flag() => Verify.Silent(Verify.Method("""
        var pte = PtePtr.Null;
        bool wanted = addr.Value > 1;
        if (wanted)
        {
            pte = PteOffsetMap(mm, pmd, addr);
            if (!pte) return;
        }
        Note("between");
        if (wanted) PteUnmap(mm, pte);
        """));

    [Fact]
    public Task Mapped_again_between_two_releases() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return;
        PteUnmap(mm, pte);
        pte = PteOffsetMap(mm, pmd, addr);
        if (pte) PteUnmap(mm, pte);
        """));

    [Fact]
    public Task A_release_that_minds_no_null_says_so() => Verify.Silent("""
        internal static class C
        {
            internal static void M(Mm mm, PmdPtr pmd, VirtualAddress addr)
            {
                var pte = PteOffsetMap(mm, pmd, addr);
                if (pte) _ = PtepGet(mm, pte);
                Drop(pte);
            }

            private static void Drop([Consumes(AllowsNull = true)] PtePtr pte) { }
        }
        """);

    [Fact]
    public Task Null_is_passed_to_a_method_that_consumes_nothing() => Verify.Silent(Verify.Method("""
        var pte = PtePtr.Null;
        Update(pte);

        static void Update(PtePtr pte) { }
        """));
}
