namespace KernelMm.Analyzers.Tests.KMM0016;

public sealed class Valid
{
    [Fact]
    public Task Given_back_in_between() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte) return;
        mm.SpinUnlock(ptl);
        mm.SpinLock(ptl);
        PteUnmapUnlock(mm, pte, ptl);
        """));

    [Fact]
    public Task The_pmd_lock_comes_first() => Verify.Silent(Verify.Method("""
        mm.PmdLock();
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (pte) PteUnmapUnlock(mm, pte, ptl);
        mm.PmdUnlock();
        """));

    [Fact]
    public Task Trying_for_the_pmd_lock_cannot_wait() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte) return;
        if (mm.PmdTrylock()) mm.PmdUnlock();
        PteUnmapUnlock(mm, pte, ptl);
        """));

    [Fact]
    public Task The_pmd_lock_after_the_lock_was_given_back() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte) return;
        PteUnmapUnlock(mm, pte, ptl);
        mm.PmdLock();
        mm.PmdUnlock();
        """));

    [Fact]
    public Task Each_lap_takes_and_gives_back() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMapNoLock(mm, pmd, addr, out var ptl);
        if (!pte) return;
        for (var i = 0; i < 4; i++)
        {
            mm.SpinLock(ptl);
            _ = PtepGet(mm, pte);
            mm.SpinUnlock(ptl);
        }
        PteUnmap(mm, pte);
        """));
}
