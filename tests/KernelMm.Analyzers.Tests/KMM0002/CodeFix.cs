namespace KernelMm.Analyzers.Tests.KMM0002;

public sealed class CodeFix
{
    [Theory]
    [InlineData("PteOffsetMap(mm, pmd, addr);")]
    [InlineData("_ = PteOffsetMap(mm, pmd, addr);")]
    [InlineData("var pte = PteOffsetMap(mm, pmd, addr);")]
    public Task The_pointer_is_kept_tested_and_released(string statement) => VerifyFix.Becomes(
        Verify.Method(statement),
        Verify.Method("""
            var pte = PteOffsetMap(mm, pmd, addr);
            if (!pte.IsNull)
            {
                PteUnmap(mm, pte);
            }
            """));

    [Fact]
    public Task A_held_lock_goes_with_it() => VerifyFix.Becomes(
        Verify.Method("""
            PteOffsetMapLock(mm, pmd, addr, out var ptl);
            """),
        Verify.Method("""
            var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
            if (!pte.IsNull)
            {
                PteUnmapUnlock(mm, pte, ptl);
            }
            """));

    [Fact]
    public async Task Where_the_lock_is_used_further_on_only_a_person_can_say_where_null_goes()
    {
        var offered = await VerifyFix.Offered(Verify.Method("""
            PteOffsetMapNoLock(mm, pmd, addr, out var ptl);
            mm.SpinLock(ptl);
            mm.SpinUnlock(ptl);
            """));
        Assert.Empty(offered);
    }

    [Fact]
    public Task All_at_once() => VerifyFix.AllBecome(
        Verify.Method("""
            if (addr.Value == 0)
                PteOffsetMap(mm, pmd, addr);
            else
            {
                _ = PteOffsetMap(mm, pmd, addr);
            }
            """),
        Verify.Method("""
            if (addr.Value == 0)
            {
                var pte = PteOffsetMap(mm, pmd, addr);
                if (!pte.IsNull)
                {
                    PteUnmap(mm, pte);
                }
            }
            else
            {
                var pte = PteOffsetMap(mm, pmd, addr);
                if (!pte.IsNull)
                {
                    PteUnmap(mm, pte);
                }
            }
            """));
}
