namespace KernelMm.Analyzers.Tests.KMM0012;

public sealed class Diagnostics
{
    [Fact]
    public Task Two_reads_decide_one_thing() => Verify.Diagnostics(Verify.Method("""
        if ({|#0:PmdpGetLockless(mm, pmd)|}.IsNone) return;
        if ([|PmdpGetLockless(mm, pmd)|].IsTransHuge) return;
        var pte = PteOffsetMap(mm, pmd, addr);
        if (pte) PteUnmap(mm, pte);
        """), "KMM0012");

    [Fact]
    public Task Two_reads_in_one_condition() => Verify.Diagnostics(Verify.Method("""
        if (PmdpGetLockless(mm, pmd).IsNone || [|PmdpGetLockless(mm, pmd)|].IsTransHuge) return;
        """), "KMM0012");

    [Fact]
    public Task What_was_seen_before_the_lock_is_believed_under_it() => Verify.Diagnostics(Verify.Method("""
        var entry = {|#0:PmdpGetLockless(mm, pmd)|};
        if (entry.IsNone) return;
        mm.PmdLock();
        if ([|entry.IsTransHuge|]) Note("huge");
        mm.PmdUnlock();
        """), "KMM0012");

    [Fact]
    public Task What_was_seen_before_a_lock_that_has_a_name() => Verify.Diagnostics(Verify.Method("""
        var entry = PmdpGetLockless(mm, pmd);
        var pml = mm.PmdLockPtr(pmd);
        mm.SpinLock(pml);
        if ([|entry.IsTransHuge|]) Note("huge");
        mm.SpinUnlock(pml);
        """), "KMM0012");

    [Fact]
    public Task Decided_before_the_lock_and_written_under_it() => Verify.Diagnostics(Verify.Method("""
        if (!{|#0:PmdpGetLockless(mm, pmd)|}.IsTable) return;
        mm.PmdLock();
        [|SetPmd(mm, pmd, default)|];
        mm.PmdUnlock();
        """), "KMM0012");

    [Fact]
    public Task Decided_before_the_lock_and_taken_out_under_it() => Verify.Diagnostics(Verify.Method("""
        if (!PmdpGetLockless(mm, pmd).IsTable) return;
        mm.PmdLock();
        var old = [|PmdpCollapseFlush(mm, pmd)|];
        mm.PmdUnlock();
        PmdpGetLocklessSync();
        MmDecNrPtes(mm);
        PteFreeDefer(mm, PmdPgtable(old));
        """), "KMM0012");

    [Fact]
    public Task An_entry_is_written_in_another_hold_than_it_was_looked_at() => Verify.Diagnostics(Verify.Method("""
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte) return;
        var isEmpty = PtepGet(mm, pte).IsNone;
        mm.SpinUnlock(ptl);
        mm.SpinLock(ptl);
        if (isEmpty) SetPte(mm, [|pte|], default);
        PteUnmapUnlock(mm, pte, ptl);
        """), "KMM0012");

    [Fact]
    public Task A_slot_is_read_by_hand() => Verify.Diagnostics("""
        internal static class C
        {
            internal static unsafe void M(Mm mm, PmdPtr pmd, VirtualAddress addr)
            {
                if ([|*(ulong*)pmd.Address|] == 0) return;
                var pte = PteOffsetMap(mm, pmd, addr);
                if (pte) PteUnmap(mm, pte);
            }
        }
        """, "KMM0012");

    [Fact]
    public Task Asserted_of_a_slot_that_is_read_again_for_each_assertion() => Verify.Diagnostics("""
        internal static class C
        {
            internal static void M(Mm mm, PmdPtr pmd)
            {
                if (!PmdpGetLockless(mm, pmd).IsTable) return;
                BugOn([|PmdpGetLockless(mm, pmd)|].IsNone);
                BugOn([|PmdpGetLockless(mm, pmd)|].IsTransHuge);
            }

            private static void BugOn([DoesNotReturnIf(true)] bool condition) { }
        }
        """, "KMM0012");

    [Fact]
    public Task Read_twice_without_the_lock_that_the_read_wants_behind_a_map() => Verify.Diagnostics("""
        internal static class C
        {
            internal static void M(Mm mm, PmdPtr pmd, VirtualAddress addr)
            {
                var pte = PteOffsetMap(mm, pmd, addr);
                if (!pte) return;
                if (Get(mm, pmd).IsNone || [|Get(mm, pmd)|].IsTransHuge) Note("gone");
                PteUnmap(mm, pte);
            }

            [ReadsSlot(NeedsLock = true)]
            private static Pmd Get(Mm mm, [LiveSlot] PmdPtr pmd) => default;
        }
        """, "KMM0012");

    [Fact]
    public Task Taken_for_a_table_and_never_asked() => Verify.Diagnostics(Verify.Method("""
        mm.PmdLock();
        var entry = {|#0:PmdpGetLockless(mm, pmd)|};
        var table = [|entry.TableAddress|];
        SetPmd(mm, pmd, default);
        mm.PmdUnlock();
        Note(table.ToString());
        """), "KMM0012");

    [Fact]
    public Task Taken_for_a_table_by_what_was_asked_before_the_lock() => Verify.Diagnostics(Verify.Method("""
        if (!PmdpGetLockless(mm, pmd).IsTable) return;
        mm.PmdLock();
        var table = [|PmdpGetLockless(mm, pmd).TableAddress|];
        mm.PmdUnlock();
        Note(table.ToString());
        """), "KMM0012");
}
