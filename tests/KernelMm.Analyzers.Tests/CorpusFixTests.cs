using KernelMm.CodeFixes;
using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Tests;

/// <summary>Every action offered for every diagnostic of the corpus, one by one and all at once.</summary>
public sealed class CorpusFixTests
{
    public static TheoryData<string> Accused => [.. CorpusSource.All.Where(s => s.Expected.Count > 0).Select(s => s.FileName)];

    [Theory]
    [MemberData(nameof(Accused))]
    public async Task Every_action_repairs_what_it_is_offered_for(string file)
    {
        var (document, diagnostics) = await VerifyFix.Open(CorpusSource.Named(file));
        foreach (var diagnostic in diagnostics)
        {
            var actions = await VerifyFix.Actions(document, diagnostic);
            Assert.Equal(actions.Count, actions.Select(a => a.EquivalenceKey).Distinct().Count());
            if (diagnostic.Id is "KMM0001" or "KMM0019" && actions.Count > 0)
            {
                Assert.Equal(Outcome.FittingKey, actions[0].EquivalenceKey);
            }

            // The fitting outcome is one of the named ones too; the same text need not be looked at twice.
            var seen = new HashSet<string>();
            foreach (var action in actions)
            {
                var repaired = await VerifyFix.Apply(document, action);
                if (seen.Add((await repaired.GetTextAsync()).ToString()))
                {
                    await VerifyFix.IsRepaired(repaired, diagnostics, diagnostic);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Accused))]
    public async Task Fix_all_repairs_every_place_that_its_first_action_repairs(string file)
    {
        var (document, diagnostics) = await VerifyFix.Open(CorpusSource.Named(file));
        foreach (var kind in diagnostics.GroupBy(d => d.Id))
        {
            var fixable = new List<Diagnostic>();
            foreach (var diagnostic in kind)
            {
                if ((await VerifyFix.Actions(document, diagnostic)).Count > 0)
                {
                    fixable.Add(diagnostic);
                }
            }

            if (fixable.Count > 0)
            {
                var repaired = await VerifyFix.FixAll(document, [.. fixable], key: null);
                await VerifyFix.IsRepaired(repaired, [.. diagnostics.Except(fixable)], gone: null);
            }
        }
    }
}
