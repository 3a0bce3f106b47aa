namespace KernelMm.Analyzers.Tests.KMM0009;

public sealed class Diagnostics
{
    [Fact]
    public Task First_mapped_first_released_names_both_maps() => Verify.Diagnostics(Verify.Method("""
        var dst = {|#0:PteOffsetMap(mm, pmd, addr)|};
        if (!dst) return;
        var src = {|#1:PteOffsetMap(mm, pmd, addr)|};
        if (!src)
        {
            PteUnmap(mm, dst);
            return;
        }
        [|PteUnmap(mm, dst)|];
        PteUnmap(mm, src);
        """), "KMM0009");

    [Fact]
    public Task A_lock_does_not_change_the_order() => Verify.Diagnostics(Verify.Method("""
        var dst = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!dst) return;
        var src = PteOffsetMap(mm, pmd, addr);
        if (!src)
        {
            PteUnmapUnlock(mm, dst, ptl);
            return;
        }
        [|PteUnmapUnlock(mm, dst, ptl)|];
        PteUnmap(mm, src);
        """), "KMM0009");

    [Fact]
    public Task On_one_path_only() => Verify.Diagnostics(Verify.Method("""
        var dst = PteOffsetMap(mm, pmd, addr);
        if (!dst) return;
        var src = PteOffsetMap(mm, pmd, addr);
        if (!src)
        {
            PteUnmap(mm, dst);
            return;
        }
        if (addr.Value > 1)
        {
            [|PteUnmap(mm, dst)|];
            PteUnmap(mm, src);
            return;
        }
        PteUnmap(mm, src);
        PteUnmap(mm, dst);
        """), "KMM0009");
}
