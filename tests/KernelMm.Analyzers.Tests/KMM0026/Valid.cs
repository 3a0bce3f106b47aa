namespace KernelMm.Analyzers.Tests.KMM0026;

public sealed class Valid
{
    [Fact]
    public Task All_steps_in_their_order() => Verify.Silent(Verify.Method("""
        var old = PmdpClear(mm, pmd);
        FlushTlb(mm);
        PmdpGetLocklessSync();
        MmDecNrPtes(mm);
        PteFreeDefer(mm, PmdPgtable(old));
        """));

    [Fact]
    public Task A_clear_that_flushes_and_an_uncount_at_the_end() => Verify.Silent(Verify.Method("""
        var old = PmdpCollapseFlush(mm, pmd);
        PmdpGetLocklessSync();
        PteFreeDefer(mm, PmdPgtable(old));
        MmDecNrPtes(mm);
        """));

    [Fact]
    public Task Put_back_where_the_collapse_fails() => Verify.Silent(Verify.Method("""
        var old = PmdpCollapseFlush(mm, pmd);
        PmdpGetLocklessSync();
        if (addr.Value == 0)
        {
            SetPmd(mm, pmd, old);
            return;
        }
        MmDecNrPtes(mm);
        PteFreeDefer(mm, PmdPgtable(old));
        """));

    [Fact]
    public Task Left_to_the_callers() => Verify.Silent("""
        internal static class C
        {
            [Detaches]
            internal static Pmd TakeOut(Mm mm, PmdPtr pmd) => PmdpCollapseFlush(mm, pmd);

            internal static Pmd HandOut(Mm mm, PmdPtr pmd)
            {
                var old = PmdpCollapseFlush(mm, pmd);
                return old;
            }

            internal static void Batch(Mm mm, PmdPtr pmd, List<Pmd> batch) => batch.Add(PmdpCollapseFlush(mm, pmd));
        }
        """);

    [Fact]
    public Task A_spare_that_was_in_no_slot_is_freed_at_once() => Verify.Silent(Verify.Method("""
        var spare = PteAllocOne(mm);
        var old = PmdpCollapseFlush(mm, pmd);
        if (spare is not null) PteFree(mm, spare);
        PmdpGetLocklessSync();
        MmDecNrPtes(mm);
        PteFreeDefer(mm, PmdPgtable(old));
        """));

    [Fact]
    public Task Only_where_it_is_a_table() => Verify.Silent(Verify.Method("""
        if (addr.Value != 0)
        {
            var old = PmdpCollapseFlush(mm, pmd);
            PmdpGetLocklessSync();
            MmDecNrPtes(mm);
            PteFreeDefer(mm, PmdPgtable(old));
        }
        """));
}
