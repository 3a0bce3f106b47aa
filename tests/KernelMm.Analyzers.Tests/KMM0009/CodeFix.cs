namespace KernelMm.Analyzers.Tests.KMM0009;

public sealed class CodeFix
{
    [Fact]
    public Task Two_neighbours_change_places() => VerifyFix.Becomes(
        Verify.Method("""
            var dst = PteOffsetMap(mm, pmd, addr);
            if (!dst) return;
            var src = PteOffsetMap(mm, pmd, addr);
            if (!src)
            {
                PteUnmap(mm, dst);
                return;
            }
            PteUnmap(mm, dst);
            PteUnmap(mm, src);
            """),
        Verify.Method("""
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
    public async Task Releases_with_something_in_between_are_left_to_a_person() => Assert.Empty(await VerifyFix.Offered(Verify.Method("""
        var dst = PteOffsetMap(mm, pmd, addr);
        if (!dst) return;
        var src = PteOffsetMap(mm, pmd, addr);
        if (!src)
        {
            PteUnmap(mm, dst);
            return;
        }
        PteUnmap(mm, dst);
        Note("between");
        PteUnmap(mm, src);
        """)));
}
