namespace KernelMm.Analyzers.Tests.KMM0019;

public sealed class CodeFix
{
    [Fact]
    public Task The_map_is_tested_behind_the_allocation() => VerifyFix.Becomes(
        Verify.Method("""
            if (PteAlloc(mm, pmd)) return;
            var pte = PteOffsetMap(mm, pmd, addr);
            _ = PtepGet(mm, pte);
            PteUnmap(mm, pte);
            """),
        Verify.Method("""
            if (PteAlloc(mm, pmd)) return;
            var pte = PteOffsetMap(mm, pmd, addr);
            if (pte.IsNull)
            {
                return;
            }
            _ = PtepGet(mm, pte);
            PteUnmap(mm, pte);
            """));
}
