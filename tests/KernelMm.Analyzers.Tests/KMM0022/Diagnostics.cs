namespace KernelMm.Analyzers.Tests.KMM0022;

public sealed class Diagnostics
{
    [Fact]
    public Task Null_is_returned_by_a_map_that_says_it_cannot_fail() => Verify.Diagnostics("""
        internal static class C
        {
            [return: ReturnsMapped]
            internal static PtePtr M(Mm mm, PmdPtr pmd, VirtualAddress addr)
            {
                var pte = PteOffsetMap(mm, pmd, addr);
                if (!pte) return [|PtePtr.Null|];
                return pte;
            }
        }
        """, "KMM0022");

    [Fact]
    public Task A_parameter_that_is_taken_over_is_kept_on_one_path() => Verify.Diagnostics("""
        internal static class C
        {
            internal static void Finish(Mm mm, [Consumes] PtePtr pte)
            {
                if (PtepGet(mm, pte).IsNone) [|return;|]
                PteUnmap(mm, pte);
            }
        }
        """, "KMM0022");

    [Fact]
    public Task A_parameter_that_the_caller_keeps_is_released() => Verify.Diagnostics("""
        internal static class C
        {
            internal static void Peek(Mm mm, [NeedsMapped] PtePtr pte)
            {
                _ = PtepGet(mm, pte);
                PteUnmap(mm, [|pte|]);
            }
        }
        """, "KMM0022");

    [Fact]
    public Task An_entry_is_written_that_is_said_to_be_read() => Verify.Diagnostics("""
        internal static class C
        {
            internal static void Clear(Mm mm, [NeedsMapped] PtePtr pte, PmdPtr pmd)
            {
                _ = PmdpGetLockless(mm, pmd);
                SetPte(mm, [|pte + 1|], default);
            }
        }
        """, "KMM0022");

    [Fact]
    public Task It_sleeps_while_what_it_was_given_is_mapped() => Verify.Diagnostics("""
        internal static class C
        {
            internal static void Age(Mm mm, [NeedsMapped] PtePtr pte, PmdPtr pmd)
            {
                _ = PmdpGetLockless(mm, pmd);
                [|mm.CondResched()|];
            }
        }
        """, "KMM0022");

    [Fact]
    public Task It_sleeps_while_its_callers_hold_a_spinlock() => Verify.Diagnostics("""
        internal static class C
        {
            [NeedsHeld(HeldResource.PmdLock)]
            internal static void Split(Mm mm, PmdPtr pmd)
            {
                _ = PmdpGetLockless(mm, pmd);
                [|mm.CondResched()|];
            }
        }
        """, "KMM0022");

    [Fact]
    public Task True_says_that_it_is_held() => Verify.Diagnostics("""
        internal static class C
        {
            [Acquires(HeldResource.FolioLock)]
            internal static bool TryLock(Folio folio, bool really)
            {
                if (!really) return [|true|];
                if (!folio.FolioTrylock()) return false;
                return true;
            }

            [Acquires(HeldResource.FolioLock)]
            internal static bool TryLockOfSome(Folio folio)
            {
                if (!folio.FolioTrylock()) return false;
                if (folio.Number == 3) return [|false|];
                return true;
            }
        }
        """, "KMM0022");

    [Fact]
    public Task Held_on_one_way_out_and_not_on_another() => Verify.Diagnostics("""
        internal static class C
        {
            [Acquires(HeldResource.FolioLock)]
            internal static void Lock(Folio folio)
            {
                folio.FolioLock();
                if (folio.Number == 3)
                {
                    folio.FolioUnlock();
                    [|return;|]
                }
                Note("held");
            }

            [Releases(HeldResource.FolioLock)]
            internal static void Unlock(Folio folio)
            {
                if (folio.Number == 3) [|return;|]
                folio.FolioUnlock();
            }
        }
        """, "KMM0022");

    [Fact]
    public Task What_the_callers_hold_is_given_back() => Verify.Diagnostics("""
        internal static class C
        {
            [NeedsHeld(HeldResource.MmapLock)]
            internal static void M(Mm mm, Folio folio)
            {
                mm.MmapReadUnlock();
                if (folio.Number == 3) [|return;|]
                mm.MmapReadLock();
            }
        }
        """, "KMM0022");
}
