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
}
