namespace KernelMm.Analyzers.Tests.KMM0015;

public sealed class Valid
{
    [Fact]
    public Task Under_the_pmd_lock_the_slot_stays_what_it_is() => Verify.Silent(Verify.Method("""
        mm.PmdLock();
        var ptl = PteLockptr(mm, pmd);
        mm.SpinLock(ptl);
        mm.SpinUnlock(ptl);
        mm.PmdUnlock();
        """));

    [Fact]
    public Task The_caller_holds_it() => Verify.Silent("""
        internal static class C
        {
            [NeedsHeld(HeldResource.PmdLock)]
            internal static SpinlockPtr M(Mm mm, PmdPtr pmd) => PteLockptr(mm, pmd);
        }
        """);

    [Fact]
    public Task The_map_hands_out_the_lock() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMapNoLock(mm, pmd, addr, out var ptl);
        if (!pte) return;
        mm.SpinLock(ptl);
        PteUnmapUnlock(mm, pte, ptl);
        """));
}
