namespace KernelMm.Analyzers.Tests.KMM0018;

public sealed class Valid
{
    private const string Folio = "Mm mm, PmdPtr pmd, VirtualAddress addr, Folio folio";

    [Fact]
    public Task Given_back_where_the_map_failed() => Verify.Silent(Verify.Method("""
        mm.EnterLazyMmuMode();
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte)
        {
            mm.LeaveLazyMmuMode();
            return;
        }
        PteUnmapUnlock(mm, pte, ptl);
        mm.LeaveLazyMmuMode();
        """));

    [Fact]
    public Task Given_back_at_a_joined_exit() => Verify.Silent(Verify.Method("""
        folio.FolioLock();
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) goto unlock;
        PteUnmap(mm, pte);
        unlock:
        folio.FolioUnlock();
        """, parameters: Folio));

    [Fact]
    public Task Given_back_in_a_finally_block() => Verify.Silent(Verify.Method("""
        folio.FolioLock();
        try
        {
            var pte = PteOffsetMap(mm, pmd, addr);
            if (!pte) return;
            PteUnmap(mm, pte);
        }
        finally
        {
            folio.FolioUnlock();
        }
        """, parameters: Folio));

    [Fact]
    public Task Kept_on_every_path_and_owed_by_somebody_else() => Verify.Silent(Verify.Method("""
        folio.FolioLock();
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return;
        PteUnmap(mm, pte);
        """, parameters: Folio));

    [Fact]
    public Task The_method_says_that_it_acquires() => Verify.Silent("""
        internal static class C
        {
            [Acquires(HeldResource.FolioLock)]
            internal static bool TryLock(Mm mm, PmdPtr pmd, VirtualAddress addr, Folio folio)
            {
                if (!folio.FolioTrylock()) return false;
                var pte = PteOffsetMap(mm, pmd, addr);
                if (!pte) return true;
                if (PtepGet(mm, pte).IsNone)
                {
                    PteUnmap(mm, pte);
                    folio.FolioUnlock();
                    return false;
                }
                PteUnmap(mm, pte);
                return true;
            }
        }
        """);

    [Fact]
    public Task Handed_on_to_a_helper_where_the_map_failed() => Verify.Silent("""
        internal static class C
        {
            internal static void M(Mm mm, PmdPtr pmd, VirtualAddress addr, Folio folio)
            {
                folio.FolioLock();
                var pte = PteOffsetMap(mm, pmd, addr);
                if (!pte)
                {
                    Undo(folio);
                    return;
                }
                PteUnmap(mm, pte);
                folio.FolioUnlock();
            }

            private static void Undo(Folio folio) => Note(folio.ToString());
        }
        """);

    [Fact]
    public Task The_trylock_had_failed() => Verify.Silent(Verify.Method("""
        bool locked = folio.FolioTrylock();
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte)
        {
            if (locked) folio.FolioUnlock();
            return;
        }
        PteUnmap(mm, pte);
        if (locked) folio.FolioUnlock();
        """, parameters: Folio));

    [Fact]
    public Task Dropped_and_taken_again_in_between() => Verify.Silent(Verify.Method("""
        mm.MmapReadLock();
        mm.MmapReadUnlock();
        mm.MmapReadLock();
        var pte = PteOffsetMap(mm, pmd, addr);
        if (pte) PteUnmap(mm, pte);
        mm.MmapReadUnlock();
        """));

    [Fact]
    public Task Two_of_a_kind_in_turn() => Verify.Silent(Verify.Method("""
        folio.FolioLock();
        other.FolioLock();
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte)
        {
            folio.FolioUnlock();
            other.FolioUnlock();
            return;
        }
        PteUnmap(mm, pte);
        other.FolioUnlock();
        folio.FolioUnlock();
        """, parameters: Folio + ", Folio other"));
}
