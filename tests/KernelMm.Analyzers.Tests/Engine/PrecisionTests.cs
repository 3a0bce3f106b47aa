using KernelMm.Analyzers.Flow;

namespace KernelMm.Analyzers.Tests.Engine;

/// <summary>How far the engine keeps paths apart, and that it says so where it stops.</summary>
public sealed class PrecisionTests
{
    [Fact]
    public void Five_mappings_that_may_each_be_there_or_not_are_all_followed() =>
        Assert.Empty(EngineProbe.Analyze(Verify.Method(IndependentMaps(5, forget: -1))));

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void One_forgotten_release_among_five_is_found(int forgotten)
    {
        var found = Assert.Single(EngineProbe.Analyze(Verify.Method(IndependentMaps(5, forgotten))));
        Assert.Equal((FindingKind.NotReleased, $"pte{forgotten}"), (found.Kind, found.Site.PointerName));
    }

    [Fact]
    public async Task Past_the_bound_it_gives_up_says_so_and_accuses_nobody()
    {
        var source = Verify.Method(IndependentMaps(7, forget: -1));
        Assert.Contains(EngineProbe.Analyze(source), f => f.Kind == FindingKind.GaveUp);
        Assert.All(await SourceUnderTest.Analyze(SourceUnderTest.Compile(source)), d => Assert.Equal("KMM0023", d.Id));
    }

    [Fact]
    public void A_mapping_that_escapes_is_noted_as_such()
    {
        var found = Assert.Single(EngineProbe.Analyze("""
            internal static class C
            {
                private static PtePtr s_pte;

                internal static void M(Mm mm, PmdPtr pmd, VirtualAddress addr)
                {
                    var pte = PteOffsetMap(mm, pmd, addr);
                    if (pte) s_pte = pte;
                }
            }
            """));
        Assert.Equal(FindingKind.Escaped, found.Kind);
    }

    [Fact]
    public void A_call_that_may_throw_while_mapped_is_noted_apart_from_what_the_source_spells_out()
    {
        var found = Assert.Single(EngineProbe.Analyze(Verify.Method("""
            var pte = PteOffsetMap(mm, pmd, addr);
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
            """)));
        Assert.Equal((FindingKind.NotReleased, true), (found.Kind, found.ByException));
    }

    // All are mapped first, each under a flag of its own, and all released last: nothing can be forgotten in between.
    private static string IndependentMaps(int count, int forget)
    {
        var all = Enumerable.Range(0, count).ToList();
        var flags = string.Concat(all.Select(i => $"bool f{i} = (addr.Value & {1 << i}) != 0; var pte{i} = PtePtr.Null;\n"));
        var maps = string.Concat(all.Select(i => $"if (f{i}) {{ pte{i} = PteOffsetMap(mm, pmd, addr); }}\n"));
        var unmaps = string.Concat(all.Where(i => i != forget).Reverse().Select(i => $"if (f{i} && !pte{i}.IsNull) {{ PteUnmap(mm, pte{i}); }}\n"));
        return flags + maps + unmaps + (forget < 0 ? "" : $"if (pte{forget}) Note(\"forgotten\");\n");
    }
}
