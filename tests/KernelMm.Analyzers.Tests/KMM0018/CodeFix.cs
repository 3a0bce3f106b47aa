namespace KernelMm.Analyzers.Tests.KMM0018;

public sealed class CodeFix
{
    [Fact]
    public Task What_the_other_path_does_comes_before_the_exit() => VerifyFix.Becomes(Verify.Method("""
        mm.EnterLazyMmuMode();
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte)
        {
            return;
        }
        PteUnmapUnlock(mm, pte, ptl);
        mm.LeaveLazyMmuMode();
        """), Verify.Method("""
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
    public Task A_statement_without_a_block_gets_one() => VerifyFix.Becomes(Verify.Method("""
        folio.FolioLock();
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return 0;
        PteUnmap(mm, pte);
        folio.FolioUnlock();
        return 1;
        """, "int", "Mm mm, PmdPtr pmd, VirtualAddress addr, Folio folio"), Verify.Method("""
        folio.FolioLock();
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte)
        {
            folio.FolioUnlock();
            return 0;
        }
        PteUnmap(mm, pte);
        folio.FolioUnlock();
        return 1;
        """, "int", "Mm mm, PmdPtr pmd, VirtualAddress addr, Folio folio"));

    [Fact]
    public Task All_at_once_and_the_last_taken_first() => VerifyFix.AllBecome(Verify.Method("""
        folio.FolioLock();
        mm.EnterLazyMmuMode();
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte)
        {
            return;
        }
        PteUnmapUnlock(mm, pte, ptl);
        mm.LeaveLazyMmuMode();
        folio.FolioUnlock();
        """, parameters: "Mm mm, PmdPtr pmd, VirtualAddress addr, Folio folio"), Verify.Method("""
        folio.FolioLock();
        mm.EnterLazyMmuMode();
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte)
        {
            mm.LeaveLazyMmuMode();
            folio.FolioUnlock();
            return;
        }
        PteUnmapUnlock(mm, pte, ptl);
        mm.LeaveLazyMmuMode();
        folio.FolioUnlock();
        """, parameters: "Mm mm, PmdPtr pmd, VirtualAddress addr, Folio folio"));
}
