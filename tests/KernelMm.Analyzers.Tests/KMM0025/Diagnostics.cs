namespace KernelMm.Analyzers.Tests.KMM0025;

public sealed class Diagnostics
{
    [Fact]
    public Task A_release_that_stands_behind_the_inner_of_two_try_statements() => Verify.Diagnostics(Verify.Method("""
        try
        {
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
        }
        finally
        {
            addr += PageSize;
        }
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
