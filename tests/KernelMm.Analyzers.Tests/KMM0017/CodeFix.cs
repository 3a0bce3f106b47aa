namespace KernelMm.Analyzers.Tests.KMM0017;

public sealed class CodeFix
{
    [Fact]
    public Task The_map_is_tested_before_its_lock_is_taken() => VerifyFix.Becomes(
        Verify.Method("""
            var pte = PteOffsetMapNoLock(mm, pmd, addr, out var ptl);
            mm.SpinLock(ptl);
            if (pte) PteUnmapUnlock(mm, pte, ptl);
            """),
        Verify.Method("""
            var pte = PteOffsetMapNoLock(mm, pmd, addr, out var ptl);
            if (pte.IsNull)
            {
                return;
            }
            mm.SpinLock(ptl);
            if (pte) PteUnmapUnlock(mm, pte, ptl);
            """));

    [Fact]
    public async Task A_map_that_is_known_to_have_failed_is_left_alone() => Assert.Empty(await VerifyFix.Offered(Verify.Method("""
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte)
        {
            mm.SpinUnlock(ptl);
            return;
        }
        PteUnmapUnlock(mm, pte, ptl);
        """)));
}
