namespace KernelMm.Analyzers.Tests.KMM0022;

public sealed class Valid
{
    [Fact]
    public Task A_map_that_says_that_it_may_fail() => Verify.Silent("""
        internal static class C
        {
            [return: MayFail, ReturnsMapped]
            internal static PtePtr M(Mm mm, PmdPtr pmd, VirtualAddress addr) =>
                addr.Value == 0 ? PtePtr.Null : PteOffsetMap(mm, pmd, addr);
        }
        """);

    [Fact]
    public Task The_body_at_the_bottom_that_releases_by_other_means() => Verify.Silent("""
        internal static class C
        {
            internal static void Release(Mm mm, [Consumes] PtePtr pte) => mm.RcuReadUnlock();
        }
        """);

    [Fact]
    public Task A_parameter_that_is_released_on_all_paths_or_handed_on() => Verify.Silent("""
        internal static class C
        {
            internal static void Finish(Mm mm, [Consumes] PtePtr pte, ref VmFault vmf)
            {
                if (PtepGet(mm, pte).IsNone)
                {
                    vmf.Pte = pte;
                    return;
                }
                PteUnmap(mm, pte);
            }

            internal static void FinishBelow(Mm mm, [Consumes] PtePtr pte)
            {
                if (PtepGet(mm, pte).IsNone)
                {
                    Finish(mm, pte);
                    return;
                }
                PteUnmap(mm, pte);
            }

            private static void Finish(Mm mm, [Consumes] PtePtr pte) => PteUnmap(mm, pte);
        }
        """);

    [Fact]
    public Task A_parameter_that_may_be_null() => Verify.Silent("""
        internal static class C
        {
            internal static void Finish(Mm mm, [Consumes(AllowsNull = true)] PtePtr pte)
            {
                if (!pte) return;
                PteUnmap(mm, pte);
            }
        }
        """);

    [Fact]
    public Task It_writes_what_it_says_that_it_writes() => Verify.Silent("""
        internal static class C
        {
            internal static void Clear(Mm mm, [NeedsMapped(Writes = true)] PtePtr pte, PmdPtr pmd)
            {
                _ = PmdpGetLockless(mm, pmd);
                SetPte(mm, pte, default);
            }
        }
        """);

    [Fact]
    public Task A_copy_of_the_parameter_may_be_another_pointer() => Verify.Silent("""
        internal static class C
        {
            internal static void M(Mm mm, [NeedsMapped] PtePtr pte, PmdPtr pmd, VirtualAddress addr)
            {
                _ = PtepGet(mm, pte);
                pte = PteOffsetMap(mm, pmd, addr);
                if (pte) PteUnmap(mm, pte);
            }
        }
        """);

    [Fact]
    public Task It_drops_what_its_callers_hold_before_it_sleeps_and_takes_it_again() => Verify.Silent("""
        internal static class C
        {
            [NeedsHeld(HeldResource.PmdLock)]
            internal static void M(Mm mm)
            {
                mm.PmdUnlock();
                mm.CondResched();
                mm.PmdLock();
            }
        }
        """);

    [Fact]
    public Task Answers_that_agree_with_what_is_held() => Verify.Silent("""
        internal static class C
        {
            [Acquires(HeldResource.FolioLock)]
            internal static bool TryLock(Folio folio) => folio.FolioTrylock();

            [Acquires(HeldResource.FolioLock)]
            internal static bool TryLockOfSome(Folio folio)
            {
                if (!folio.FolioTrylock()) return false;
                if (folio.Number == 3)
                {
                    folio.FolioUnlock();
                    return false;
                }
                return true;
            }

            [Releases(HeldResource.FolioLock)]
            internal static void Unlock(Folio folio) => folio.FolioUnlock();
        }
        """);
}
