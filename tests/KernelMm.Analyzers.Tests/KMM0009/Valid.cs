namespace KernelMm.Analyzers.Tests.KMM0009;

public sealed class Valid
{
    [Fact]
    public Task Last_mapped_first_released() => Verify.Silent(Verify.Method("""
        var dst = PteOffsetMap(mm, pmd, addr);
        if (!dst) return;
        var src = PteOffsetMap(mm, pmd, addr);
        if (!src)
        {
            PteUnmap(mm, dst);
            return;
        }
        PteUnmap(mm, src);
        PteUnmap(mm, dst);
        """));

    [Fact]
    public Task One_after_the_other_needs_no_order() => Verify.Silent(Verify.Method("""
        var first = PteOffsetMap(mm, pmd, addr);
        if (!first) return;
        PteUnmap(mm, first);
        var second = PteOffsetMap(mm, pmd, addr);
        if (second) PteUnmap(mm, second);
        """));

    [Fact]
    public Task The_first_mapped_again_is_the_last() => Verify.Silent(Verify.Method("""
        var dst = PteOffsetMap(mm, pmd, addr);
        if (!dst) return;
        var src = PteOffsetMap(mm, pmd, addr);
        if (!src)
        {
            PteUnmap(mm, dst);
            return;
        }
        PteUnmap(mm, src);
        PteUnmap(mm, dst);
        src = PteOffsetMap(mm, pmd, addr);
        if (!src) return;
        dst = PteOffsetMap(mm, pmd, addr);
        if (dst) PteUnmap(mm, dst);
        PteUnmap(mm, src);
        """));

    [Fact]
    public Task The_second_map_failed_and_only_the_first_is_released() => Verify.Silent(Verify.Method("""
        var dst = PteOffsetMap(mm, pmd, addr);
        if (!dst) return;
        var src = PteOffsetMap(mm, pmd, addr);
        if (src) PteUnmap(mm, src);
        PteUnmap(mm, dst);
        """));

    [Fact]
    public Task A_pair_that_is_swapped_in_a_loop() => Verify.Silent(Verify.Method("""
        var old = PteOffsetMap(mm, pmd, addr);
        if (!old) return;
        PteUnmap(mm, old);
        for (var i = 0; i < 4; i++)
        {
            var a = PteOffsetMap(mm, pmd, addr);
            if (!a) break;
            var b = PteOffsetMap(mm, pmd, addr);
            if (b) PteUnmap(mm, b);
            PteUnmap(mm, a);
        }
        """));
}
