namespace KernelMm.Analyzers.Tests.KMM0025;

public sealed class Diagnostics
{
    [Fact]
    public Task A_catch_that_takes_only_some() => Verify.Diagnostics(Verify.Method("""
        var pte = [|PteOffsetMap(mm, pmd, addr)|];
        if (!pte) return;
        try
        {
            Note("may throw");
        }
        catch (InvalidOperationException)
        {
        }
        PteUnmap(mm, pte);
        """), "KMM0025");

    [Fact]
    public Task A_finally_that_does_something_else() => Verify.Diagnostics(Verify.Method("""
        var pte = [|PteOffsetMap(mm, pmd, addr)|];
        if (!pte) return;
        try
        {
            Note("may throw");
        }
        finally
        {
            addr += PageSize;
        }
        PteUnmap(mm, pte);
        """), "KMM0025");
}
