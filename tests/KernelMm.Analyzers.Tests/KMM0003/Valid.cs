namespace KernelMm.Analyzers.Tests.KMM0003;

public sealed class Valid
{
    [Fact]
    public Task A_second_test_of_what_was_tested_is_only_superfluous() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return;
        _ = PtepGet(mm, pte);
        if (pte) PteUnmap(mm, pte);
        """));

    [Fact]
    public Task The_lock_is_asked_after_the_pointer() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte) return;
        if (ptl.IsNull) Note("no lock");
        PteUnmapUnlock(mm, pte, ptl);
        """));

    [Fact]
    public Task A_comparison_is_no_use() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        var start = pte;
        if (start == pte) Note("same");
        if (!pte) return;
        PteUnmap(mm, pte);
        """));

    [Fact]
    public Task Each_lap_tests_its_own_map() => Verify.Silent(Verify.Method("""
        for (var i = 0; i < 4; i++)
        {
            var pte = PteOffsetMap(mm, pmd, addr);
            if (!pte) break;
            _ = PtepGet(mm, pte);
            PteUnmap(mm, pte);
        }
        """));

    [Fact]
    public Task Kernel_or_user_and_only_one_of_them_may_fail() => Verify.Silent(Verify.Method("""
        bool kernel = addr.Value > 1000;
        var pte = kernel ? PteOffsetKernel(mm, pmd, addr) : PteOffsetMap(mm, pmd, addr);
        if (!pte) return;
        _ = PtepGet(mm, pte);
        if (!kernel) PteUnmap(mm, pte);
        """));

    [Fact]
    public Task A_guard_at_a_joined_exit_of_what_never_fails() => Verify.Silent("""
        internal static class C
        {
            [return: ReturnsMapped]
            private static PtePtr MapForSure(Mm mm) => default;

            internal static void M(Mm mm, bool want)
            {
                var pte = PtePtr.Null;
                if (want) pte = MapForSure(mm);
                if (pte) PteUnmap(mm, pte);
            }
        }
        """);

    [Fact]
    public Task A_test_that_another_way_needs_is_not_too_late() => Verify.Diagnostics(Verify.Method("""
        var pte = PtePtr.Null;
        if (addr.Value == 7) goto leave;
        pte = PteOffsetMap(mm, pmd, addr);
        _ = PtepGet(mm, {|KMM0001:pte|});
        leave:
        if (pte) PteUnmap(mm, pte);
        """));

    [Fact]
    public Task What_a_using_asks_before_it_disposes_nobody_has_written_too_late() => Verify.Diagnostics("""
        internal sealed class Span : IDisposable
        {
            public int Length;

            public void Dispose() { }
        }

        internal static class C
        {
            internal static void M()
            {
                using (var span = TryMap())
                {
                    {|KMM0001:span|}!.Length++;
                }
            }

            [return: MayFail, ReturnsMapped]
            private static Span? TryMap() => null;
        }
        """);
}
