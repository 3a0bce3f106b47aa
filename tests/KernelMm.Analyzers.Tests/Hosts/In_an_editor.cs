namespace KernelMm.Analyzers.Tests.Hosts;

/// <summary>The light bulb, one diagnostic after the other, and "fix all" over a solution.</summary>
public sealed class In_an_editor
{
    private const string FittingOutcome = "KernelMm.FittingOutcome";

    private const string Untested = """
        internal static class Untested
        {
            internal static int Young(Mm mm, PmdPtr pmd, VirtualAddress addr)
            {
                var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
                var present = PtepGet(mm, pte).IsPresent;
                PteUnmapUnlock(mm, pte, ptl);
                return present ? 1 : 0;
            }

            internal static void Clear(Mm mm, PmdPtr pmd, VirtualAddress addr)
            {
                var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
                SetPte(mm, pte, default);
                PteUnmapUnlock(mm, pte, ptl);
            }
        }
        """;

    private const string ManyMistakes = """
        internal static class ManyMistakes
        {
            internal static int Leaks(Mm mm, PmdPtr pmd, VirtualAddress addr)
            {
                var pte = PteOffsetMap(mm, pmd, addr);
                if (!pte)
                {
                    return -11;
                }

                if (PtepGet(mm, pte).IsNone)
                {
                    return 0;
                }

                PteUnmap(mm, pte);
                return 1;
            }

            internal static bool Late(Mm mm, PmdPtr pmd, VirtualAddress addr)
            {
                var pte = PteOffsetMap(mm, pmd, addr);
                if (!pte)
                {
                    return false;
                }

                PteUnmap(mm, pte);
                var none = PtepGet(mm, pte).IsNone;
                return none;
            }

            internal static void Twice(Mm mm, PmdPtr pmd, VirtualAddress addr)
            {
                var pte = PteOffsetMap(mm, pmd, addr);
                if (pte)
                {
                    PteUnmap(mm, pte);
                    PteUnmap(mm, pte);
                }
            }
        }
        """;

    [Fact]
    public async Task The_first_offer_for_each_diagnostic_repairs_it_until_none_is_left()
    {
        using var session = new EditorSession(Untested, ManyMistakes);
        var found = await session.Diagnostics();
        Assert.Equal(["KMM0001", "KMM0001", "KMM0004", "KMM0008", "KMM0005"], found.Select(d => d.Id));

        for (var left = found.Count; left > 0; left--)
        {
            var next = (await session.Diagnostics())[0];
            var offers = await session.Offers(next);
            Assert.True(offers.Count > 0, $"nothing is offered for {next}");
            await session.Choose(offers[0]);
            Assert.Equal(left - 1, (await session.Diagnostics()).Count);
        }
    }

    [Fact]
    public async Task A_provider_offers_nothing_for_the_diagnostic_of_another()
    {
        using var session = new EditorSession(Untested, ManyMistakes);
        foreach (var diagnostic in await session.Diagnostics())
        {
            foreach (var provider in session.Providers.Where(p => !p.FixableDiagnosticIds.Contains(diagnostic.Id)))
            {
                Assert.Empty(await session.Offers(provider, diagnostic));
            }
        }
    }

    // As "dotnet format" asks where the first diagnostic that it meets is one of another fix.
    [Theory]
    [InlineData(FittingOutcome)]
    [InlineData(null)]
    public async Task Fix_all_in_the_solution_repairs_every_untested_map_of_every_file(string? key)
    {
        using var session = new EditorSession(Untested, Untested.Replace("class Untested", "class Again", StringComparison.Ordinal));
        var found = await session.Diagnostics();
        Assert.Equal(4, found.Count);

        await session.Choose((await session.OfferForAll(found[0], key))!);

        Assert.Empty(await session.Diagnostics());
    }

    [Fact]
    public void Every_provider_that_the_assembly_exports_is_tested_here()
    {
        var exported = typeof(CodeFixes.UncheckedMapFix).Assembly.GetTypes()
            .Where(t => t.GetCustomAttributes(typeof(Microsoft.CodeAnalysis.CodeFixes.ExportCodeFixProviderAttribute), false).Length > 0);
        Assert.Equal(VerifyFix.Providers.Select(p => p.GetType().Name).Order(StringComparer.Ordinal), exported.Select(t => t.Name).Order(StringComparer.Ordinal));
    }
}
