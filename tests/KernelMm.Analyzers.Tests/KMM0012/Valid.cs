namespace KernelMm.Analyzers.Tests.KMM0012;

public sealed class Valid
{
    [Fact]
    public Task One_read_and_any_number_of_questions() => Verify.Silent(Verify.Method("""
        var entry = PmdpGetLockless(mm, pmd);
        if (entry.IsNone) return;
        if (entry.IsTransHuge) return;
        if (entry.IsDirty || !entry.IsPresent) return;
        var pte = PteOffsetMap(mm, pmd, addr);
        if (pte) PteUnmap(mm, pte);
        """));

    [Fact]
    public Task A_new_read_with_every_lap() => Verify.Silent(Verify.Method("""
        again:
        var entry = PmdpGetLockless(mm, pmd);
        if (!entry.IsTable) return;
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) goto again;
        PteUnmap(mm, pte);
        """));

    [Fact]
    public Task A_hint_and_then_a_look_under_the_lock() => Verify.Silent(Verify.Method("""
        if (PmdpGetLockless(mm, pmd).IsTransHuge)
        {
            mm.PmdLock();
            if (PmdpGetLockless(mm, pmd).IsTransHuge) SetPmd(mm, pmd, default);
            mm.PmdUnlock();
        }
        """));

    [Fact]
    public Task Compared_under_the_lock_and_believed_then() => Verify.Silent(Verify.Method("""
        var entry = PmdpGetLockless(mm, pmd);
        if (entry.IsNone) return;
        mm.PmdLock();
        if (PmdSame(entry, PmdpGetLockless(mm, pmd)) && entry.IsTransHuge) SetPmd(mm, pmd, default);
        mm.PmdUnlock();
        """));

    [Fact]
    public Task Compared_by_the_operator() => Verify.Silent(Verify.Method("""
        var entry = PmdpGetLockless(mm, pmd);
        if (entry.IsNone) return;
        var pml = mm.PmdLockPtr(pmd);
        mm.SpinLock(pml);
        if (entry == PmdpGetLockless(mm, pmd) && entry.IsTransHuge) SetPmd(mm, pmd, default);
        mm.SpinUnlock(pml);
        """));

    [Fact]
    public Task Asked_again_after_something_that_may_have_changed_it() => Verify.Silent(Verify.Method("""
        if (PmdpGetLockless(mm, pmd).IsNone && PteAlloc(mm, pmd)) return;
        if (PmdpGetLockless(mm, pmd).IsTransHuge) return;
        mm.CondResched();
        if (PmdpGetLockless(mm, pmd).IsTransHuge) return;
        """));

    [Fact]
    public Task Read_anew_into_the_same_variable() => Verify.Silent(Verify.Method("""
        again:
        var entry = PmdpGetLockless(mm, pmd);
        if (entry.IsNone) return;
        if (entry.IsTransHuge)
        {
            entry = PmdpGetLockless(mm, pmd);
            if (!entry.IsTransHuge) goto again;
            Note("huge");
        }
        """));

    [Fact]
    public Task Another_slot() => Verify.Silent(Verify.Method("""
        if (PmdpGetLockless(mm, pmd).IsNone) return;
        if (PmdpGetLockless(mm, other).IsNone) return;
        """, parameters: "Mm mm, PmdPtr pmd, PmdPtr other"));

    [Fact]
    public Task The_variable_of_the_slot_went_on() => Verify.Silent(Verify.Method("""
        if (PmdpGetLockless(mm, pmd).IsNone) return;
        pmd = new PmdPtr(pmd.Address + 8);
        if (PmdpGetLockless(mm, pmd).IsNone) return;
        """));

    [Fact]
    public Task Under_the_lock_nothing_changes() => Verify.Silent(Verify.Method("""
        mm.PmdLock();
        if (PmdpGetLockless(mm, pmd).IsNone) Note("none");
        else if (PmdpGetLockless(mm, pmd).IsTransHuge) Note("huge");
        mm.PmdUnlock();
        """));

    [Fact]
    public Task Written_under_the_lock_without_any_decision_before() => Verify.Silent(Verify.Method("""
        mm.PmdLock();
        SetPmd(mm, pmd, default);
        mm.PmdUnlock();
        """));

    [Fact]
    public Task The_old_value_is_only_passed_on_under_the_lock() => Verify.Silent(Verify.Method("""
        var entry = PmdpGetLockless(mm, pmd);
        mm.PmdLock();
        Remember(entry);
        mm.PmdUnlock();
        if (entry.IsNone) Note("was none");

        static void Remember(Pmd entry) { }
        """));

    [Fact]
    public Task The_entry_is_looked_at_in_each_hold() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte) return;
        if (!PtepGet(mm, pte).IsNone) Note("some");
        mm.SpinUnlock(ptl);
        mm.SpinLock(ptl);
        if (PtepGet(mm, pte).IsNone) SetPte(mm, pte, default);
        PteUnmapUnlock(mm, pte, ptl);
        """));

    [Fact]
    public Task What_is_exchanged_is_looked_at() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte) return;
        if (!PtepGet(mm, pte).IsNone) Note("some");
        mm.SpinUnlock(ptl);
        mm.SpinLock(ptl);
        var old = PtepGetAndClear(mm, pte);
        PteUnmapUnlock(mm, pte, ptl);
        Note(old.ToString());
        """));

    [Fact]
    public Task What_the_address_is_used_for_otherwise() => Verify.Silent("""
        internal static class C
        {
            internal static unsafe ulong M(Mm mm, PmdPtr pmd, VirtualAddress addr, ulong* other)
            {
                var pte = PteOffsetMap(mm, pmd, addr);
                if (pte) PteUnmap(mm, pte);
                return *other + (ulong)pmd.Address;
            }
        }
        """);

    [Fact]
    public Task Asked_before_it_is_taken_for_a_table() => Verify.Silent(Verify.Method("""
        mm.PmdLock();
        var entry = PmdpGetLockless(mm, pmd);
        var table = entry.IsTable ? entry.TableAddress : 0;
        mm.PmdUnlock();
        Note(table.ToString());
        """));

    [Fact]
    public Task Taken_for_a_table_after_somebody_was_given_the_slot_to_look_at() => Verify.Silent(Verify.Method("""
        if (!LooksLikeTable(mm, pmd)) return;
        Note(PmdpGetLockless(mm, pmd).TableAddress.ToString());

        static bool LooksLikeTable(Mm mm, PmdPtr pmd) => true;
        """));

    [Fact]
    public Task Asked_and_taken_for_a_table_when_the_variable_of_the_slot_has_gone_on() => Verify.Silent(Verify.Method("""
        var entry = PmdpGetLockless(mm, pmd);
        if (!entry.IsTable) return;
        pmd = new PmdPtr(pmd.Address + 8);
        Note(entry.TableAddress.ToString());
        """));

    [Fact]
    public Task Compared_and_then_taken_for_a_table() => Verify.Silent(Verify.Method("""
        mm.PmdLock();
        var entry = PmdpGetLockless(mm, pmd);
        if (PmdSame(entry, seen)) Note(entry.TableAddress.ToString());
        mm.PmdUnlock();
        """, parameters: "Mm mm, PmdPtr pmd, Pmd seen"));

    [Fact]
    public Task The_table_that_it_names_is_compared_with_one() => Verify.Silent(Verify.Method("""
        mm.PmdLock();
        var isStill = PmdpGetLockless(mm, pmd).TableAddress == table;
        mm.PmdUnlock();
        Note(isStill ? "there" : "gone");
        """, parameters: "Mm mm, PmdPtr pmd, ulong table"));

    [Fact]
    public Task Decided_of_one_slot_and_written_under_the_lock_of_another() => Verify.Silent("""
        internal static class C
        {
            internal static void M(Mm mm, PmdPtr pmd, PmdPtr other)
            {
                if (!PmdpGetLockless(mm, other).IsNone) return;
                Lock(mm, pmd);
                SetPmd(mm, other, default);
                mm.PmdUnlock();
            }

            [Acquires(HeldResource.PmdLock)]
            private static void Lock(Mm mm, [LiveSlot] PmdPtr pmd) { }
        }
        """);

    [Fact]
    public Task Read_twice_where_somebody_may_have_taken_the_lock() => Verify.Silent("""
        internal static class C
        {
            internal static void M(Mm mm, PmdPtr pmd, VirtualAddress addr)
            {
                var pte = PteOffsetMap(mm, pmd, addr);
                if (!pte) return;
                LockAll(mm);
                if (Get(mm, pmd).IsNone || Get(mm, pmd).IsTransHuge) Note("gone");
                PteUnmap(mm, pte);
            }

            private static void LockAll(Mm mm) { }

            [ReadsSlot(NeedsLock = true)]
            private static Pmd Get(Mm mm, [LiveSlot] PmdPtr pmd) => default;
        }
        """);
}
