namespace KernelMm.Analyzers.Tests.KMM0026;

public sealed class Diagnostics
{
    [Fact]
    public Task Freed_before_the_tlb_is_flushed() => Verify.Diagnostics(Verify.Method("""
        var old = {|#0:PmdpClear(mm, pmd)|};
        PmdpGetLocklessSync();
        MmDecNrPtes(mm);
        [|PteFreeDefer(mm, PmdPgtable(old))|];
        """), "KMM0026");

    [Fact]
    public Task Freed_before_two_word_readers_are_waited_for() => Verify.Diagnostics(Verify.Method("""
        var old = PmdpCollapseFlush(mm, pmd);
        MmDecNrPtes(mm);
        [|PteFreeDefer(mm, PmdPgtable(old))|];
        """), "KMM0026");

    [Fact]
    public Task Freed_at_once() => Verify.Diagnostics(Verify.Method("""
        var old = PmdpCollapseFlush(mm, pmd);
        PmdpGetLocklessSync();
        MmDecNrPtes(mm);
        PteFree(mm, [|PmdPgtable(old)|]);
        """), "KMM0026");

    [Fact]
    public Task Freed_at_once_by_way_of_a_variable() => Verify.Diagnostics(Verify.Method("""
        var table = PmdPgtable(PmdpCollapseFlush(mm, pmd));
        PteFree(mm, [|table|]);
        """), "KMM0026");

    [Fact]
    public Task Never_uncounted() => Verify.Diagnostics(Verify.Method("""
        var old = PmdpCollapseFlush(mm, pmd);
        PmdpGetLocklessSync();
        PteFreeDefer(mm, PmdPgtable(old));
        [|return;|]
        """), "KMM0026");

    [Fact]
    public Task Never_freed_on_one_path() => Verify.Diagnostics(Verify.Method("""
        var old = PmdpCollapseFlush(mm, pmd);
        PmdpGetLocklessSync();
        MmDecNrPtes(mm);
        if (addr.Value == 0) [|return;|]
        PteFreeDefer(mm, PmdPgtable(old));
        """), "KMM0026");
}
