namespace KernelMm.Analyzers.Tests.KMM0021;

public sealed class CodeFix
{
    [Fact]
    public Task The_question_goes_where_the_map_is_tested() => VerifyFix.Becomes(
        Verify.Method("""
            if (PmdTransUnstable(mm, pmd)) return;
            var pte = PteOffsetMap(mm, pmd, addr);
            if (!pte) return;
            PteUnmap(mm, pte);
            """),
        Verify.Method("""
            var pte = PteOffsetMap(mm, pmd, addr);
            if (!pte) return;
            PteUnmap(mm, pte);
            """));

    [Fact]
    public Task What_it_led_to_becomes_the_answer_to_an_untested_map() => VerifyFix.Becomes(
        Verify.Method("""
            if (PmdTransUnstable(mm, pmd))
            {
                Note("unstable");
                return;
            }
            var pte = PteOffsetMap(mm, pmd, addr);
            PteUnmap(mm, pte);
            """),
        Verify.Method("""
            var pte = PteOffsetMap(mm, pmd, addr);
            if (pte.IsNull)
            {
                Note("unstable");
                return;
            }
            PteUnmap(mm, pte);
            """));

    [Fact]
    public async Task Something_is_taken_in_between() => Assert.Empty(await VerifyFix.Offered(Verify.Method("""
        if (PmdTransUnstable(mm, pmd)) return;
        mm.RcuReadLock();
        var pte = PteOffsetMap(mm, pmd, addr);
        PteUnmap(mm, pte);
        mm.RcuReadUnlock();
        """)));

    [Fact]
    public async Task The_map_stands_in_another_method() => Assert.Empty(await VerifyFix.Offered(Verify.Method("""
        for (; n > 0; n--)
        {
            if (PmdTransUnstable(mm, pmd)) continue;
            Inner(mm, pmd, addr);
        }

        static void Inner(Mm mm, PmdPtr pmd, VirtualAddress addr)
        {
            var pte = PteOffsetMap(mm, pmd, addr);
            if (pte) PteUnmap(mm, pte);
        }
        """, parameters: "Mm mm, PmdPtr pmd, VirtualAddress addr, int n")));

    [Fact]
    public async Task Control_comes_back_to_an_untested_map_by_a_label() => Assert.Empty(await VerifyFix.Offered(Verify.Method("""
        if (PmdTransUnstable(mm, pmd)) return;
        again:
        var pte = PteOffsetMap(mm, pmd, addr);
        PteUnmap(mm, pte);
        if (n-- > 0) goto again;
        """, parameters: "Mm mm, PmdPtr pmd, VirtualAddress addr, int n")));

    [Fact]
    public async Task Control_comes_back_to_an_untested_map_by_a_loop() => Assert.Empty(await VerifyFix.Offered(Verify.Method("""
        if (PmdTransUnstable(mm, pmd)) return;
        for (; n > 0; n--)
        {
            var pte = PteOffsetMap(mm, pmd, addr);
            PteUnmap(mm, pte);
        }
        """, parameters: "Mm mm, PmdPtr pmd, VirtualAddress addr, int n")));

    [Fact]
    public async Task The_map_that_follows_is_of_another_slot() => Assert.Empty(await VerifyFix.Offered(Verify.Method("""
        if (PmdTransUnstable(mm, pmd)) return;
        var pte = PteOffsetMap(mm, other, addr);
        PteUnmap(mm, pte);
        """, parameters: "Mm mm, PmdPtr pmd, PmdPtr other, VirtualAddress addr")));

    [Theory]
    [InlineData("mm.CondResched();\nvar pte = PteOffsetMap(mm, pmd, addr);\nif (!pte) return;\nPteUnmap(mm, pte);")]
    [InlineData("again:\nvar pte = PteOffsetMap(mm, pmd, addr);\nif (!pte) return;\nPteUnmap(mm, pte);\nif (n-- > 0) goto again;")]
    [InlineData("for (; n > 0; n--)\n{\n    var pte = PteOffsetMap(mm, pmd, addr);\n    if (!pte) return;\n    PteUnmap(mm, pte);\n}")]
    public Task The_question_goes_wherever_control_comes_from_once_the_map_is_tested(string rest)
    {
        const string Parameters = "Mm mm, PmdPtr pmd, VirtualAddress addr, int n";
        return VerifyFix.Becomes(
            Verify.Method("if (PmdTransUnstable(mm, pmd)) return;\n" + rest, parameters: Parameters),
            Verify.Method(rest, parameters: Parameters));
    }

    [Theory]
    [InlineData("Sites/12-filemap_map_pages.before.cs", 0)]
    [InlineData("Sites/26-swapin_walk_pmd_entry.before.cs", 1)]
    [InlineData("Sites/27-madvise_cold_or_pageout_pte_range.before.cs", 1)]
    [InlineData("Sites/32-mem_cgroup_move_charge_pte_range.before.cs", 1)]
    [InlineData("Sites/37-zap_pte_range.before.cs", 1)]
    [InlineData("Sites/64-migrate_vma_insert_page.before.cs", 1)]
    [InlineData("Sites/67-change_pte_range.before.cs", 1)]
    [InlineData("Sites/74-walk_pte_range.before.cs", 0)]
    public async Task Of_the_corpus_only_what_maps_in_another_method_stays_without(string file, int offered)
    {
        var (document, diagnostics) = await VerifyFix.Open(CorpusSource.Named(file));
        var untested = diagnostics.Where(d => d.Id is "KMM0001" or "KMM0019").ToArray();
        document = await VerifyFix.FixAll(document, untested, key: null);
        var left = await VerifyFix.Diagnostics(document);
        var fixable = 0;
        foreach (var diagnostic in left.Where(d => d.Id == "KMM0021"))
        {
            var actions = await VerifyFix.Actions(document, diagnostic);
            fixable += actions.Count;
            foreach (var action in actions)
            {
                await VerifyFix.IsRepaired(await VerifyFix.Apply(document, action), left, diagnostic);
            }
        }

        Assert.Equal(offered, fixable);
    }
}
