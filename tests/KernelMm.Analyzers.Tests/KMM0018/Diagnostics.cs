namespace KernelMm.Analyzers.Tests.KMM0018;

public sealed class Diagnostics
{
    [Fact]
    public Task Lazy_mmu_mode_is_not_left() => Verify.Diagnostics(Verify.Method("""
        {|#0:mm.EnterLazyMmuMode()|};
        var pte = {|#1:PteOffsetMapLock(mm, pmd, addr, out var ptl)|};
        if (!pte)
        {
            [|return 0;|]
        }
        PteUnmapUnlock(mm, pte, ptl);
        mm.LeaveLazyMmuMode();
        return 1;
        """, "int"), "KMM0018");

    [Fact]
    public Task A_folio_stays_locked() => Verify.Diagnostics(Verify.Method("""
        folio.FolioLock();
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) [|return;|]
        PteUnmap(mm, pte);
        folio.FolioUnlock();
        """, parameters: "Mm mm, PmdPtr pmd, VirtualAddress addr, Folio folio"), "KMM0018");

    [Fact]
    public Task A_trylock_that_succeeded() => Verify.Diagnostics(Verify.Method("""
        if (!folio.FolioTrylock()) return;
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) [|return;|]
        PteUnmap(mm, pte);
        folio.FolioUnlock();
        """, parameters: "Mm mm, PmdPtr pmd, VirtualAddress addr, Folio folio"), "KMM0018");

    [Fact]
    public Task A_trylock_whose_answer_is_kept() => Verify.Diagnostics(Verify.Method("""
        bool locked = folio.FolioTrylock();
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) [|return;|]
        PteUnmap(mm, pte);
        if (locked) folio.FolioUnlock();
        """, parameters: "Mm mm, PmdPtr pmd, VirtualAddress addr, Folio folio"), "KMM0018");

    [Fact]
    public Task Two_resources_and_two_reports() => Verify.Diagnostics(Verify.Method("""
        folio.FolioLock();
        mm.EnterLazyMmuMode();
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte) {|KMM0018,KMM0018:return;|}
        PteUnmapUnlock(mm, pte, ptl);
        mm.LeaveLazyMmuMode();
        folio.FolioUnlock();
        """, parameters: "Mm mm, PmdPtr pmd, VirtualAddress addr, Folio folio"));

    [Fact]
    public Task Taken_under_a_condition_and_given_back_under_the_same() => Verify.Diagnostics(Verify.Method("""
        if (addr.Value != 0) folio.FolioLock();
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) [|return;|]
        PteUnmap(mm, pte);
        if (addr.Value != 0) folio.FolioUnlock();
        """, parameters: "Mm mm, PmdPtr pmd, VirtualAddress addr, Folio folio"), "KMM0018");

    [Fact]
    public Task Taken_once_more_by_the_lap_that_follows() => Verify.Diagnostics(Verify.Method("""
        foreach (var addr in addresses)
        {
            [|mm.EnterLazyMmuMode()|];
            var pte = PteOffsetMap(mm, pmd, addr);
            if (!pte) continue;
            PteUnmap(mm, pte);
            mm.LeaveLazyMmuMode();
        }
        """, parameters: "Mm mm, PmdPtr pmd, List<VirtualAddress> addresses"), "KMM0018");
}
