namespace KernelMm.Analyzers.Tests.KMM0015;

public sealed class Diagnostics
{
    [Fact]
    public Task The_lock_of_a_map_is_derived_from_the_slot() => Verify.Diagnostics(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return;
        var ptl = [|PteLockptr(mm, pmd)|];
        mm.SpinLock(ptl);
        _ = PtepGet(mm, pte);
        mm.SpinUnlock(ptl);
        PteUnmap(mm, pte);
        """), "KMM0015");

    [Fact]
    public Task Without_any_map_too() => Verify.Diagnostics(Verify.Method("""
        mm.SpinLock([|PteLockptr(mm, pmd)|]);
        """), "KMM0015");

    [Fact]
    public Task Before_the_pmd_lock_is_taken() => Verify.Diagnostics(Verify.Method("""
        var ptl = [|PteLockptr(mm, pmd)|];
        mm.PmdLock();
        mm.SpinLock(ptl);
        mm.SpinUnlock(ptl);
        mm.PmdUnlock();
        """), "KMM0015");

    [Fact]
    public Task The_address_spaces_lock_does_not_help_not_even_for_writing() => Verify.Diagnostics("""
        internal static class C
        {
            [NeedsHeld(HeldResource.MmapWriteLock)]
            internal static SpinlockPtr M(Mm mm, PmdPtr pmd) => [|PteLockptr(mm, pmd)|];
        }
        """, "KMM0015");
}
