namespace KernelMm.Analyzers.Tests.KMM0017;

public sealed class Valid
{
    [Fact]
    public Task The_lock_is_used_where_the_map_succeeded() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMapNoLock(mm, pmd, addr, out var ptl);
        if (!pte) return;
        mm.SpinLock(ptl);
        PteUnmapUnlock(mm, pte, ptl);
        """));

    [Fact]
    public Task A_copy_of_the_lock_is_no_use_of_it() => Verify.Silent("""
        internal static class C
        {
            internal static bool M(ref VmFault vmf)
            {
                var pte = PteOffsetMapLock(vmf.Mm, vmf.Pmd, vmf.Address, out var ptl);
                vmf.Pte = pte;
                vmf.Ptl = ptl;
                return !pte.IsNull;
            }
        }
        """);

    [Fact]
    public Task The_lock_of_the_first_map_after_the_second_failed() => Verify.Silent(Verify.Method("""
        var first = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!first) return;
        var second = PteOffsetMap(mm, pmd, addr);
        if (!second)
        {
            PteUnmapUnlock(mm, first, ptl);
            return;
        }
        PteUnmap(mm, second);
        PteUnmapUnlock(mm, first, ptl);
        """));

    [Fact]
    public Task A_trylock_in_the_same_condition() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMapNoLock(mm, pmd, addr, out var ptl);
        if (!pte) return;
        if (!pte.IsNull && mm.SpinTrylock(ptl)) mm.SpinUnlock(ptl);
        PteUnmap(mm, pte);
        """));
}
