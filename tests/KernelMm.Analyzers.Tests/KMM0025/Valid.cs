namespace KernelMm.Analyzers.Tests.KMM0025;

public sealed class Valid
{
    [Fact]
    public Task A_finally_that_releases() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return;
        try
        {
            Note("may throw");
        }
        finally
        {
            PteUnmap(mm, pte);
        }
        """), "KMM0025");

    [Fact]
    public Task A_catch_that_takes_what_is_expected() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return;
        try
        {
            Note("may throw");
        }
        catch (InvalidOperationException)
        {
        }
        PteUnmap(mm, pte);
        """));

    [Fact]
    public Task A_foreach_and_a_using_are_no_try_statements() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return;
        foreach (var word in words)
        {
            Note(word);
        }

        using (new System.IO.MemoryStream())
        {
            Note("may throw");
        }

        lock (words)
        {
            Note("may throw");
        }

        PteUnmap(mm, pte);
        """, parameters: "Mm mm, PmdPtr pmd, VirtualAddress addr, List<string> words"));

    [Fact]
    public Task A_finally_around_a_using_that_releases() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return;
        try
        {
            using var stream = new System.IO.MemoryStream();
            Note("may throw");
        }
        finally
        {
            PteUnmap(mm, pte);
        }
        """));

    [Fact]
    public Task A_catch_that_takes_all() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return;
        try
        {
            Note("may throw");
        }
        catch
        {
            Note("caught");
        }
        PteUnmap(mm, pte);
        """), "KMM0025");

    [Fact]
    public Task Calls_outside_of_a_try_statement_are_not_asked() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return;
        Note("may throw");
        PteUnmap(mm, pte);
        """), "KMM0025");
}
