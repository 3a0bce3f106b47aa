using KernelMm.Analyzers.Rules;

namespace KernelMm.Analyzers.Tests;

/// <summary>
/// Every action offered for every diagnostic of the other tests' sources: the result compiles, that diagnostic is gone, and none is added.
/// </summary>
public sealed class CodeFixCorpusTests
{
    public static TheoryData<string, string> Corpus => Sources.OfDiagnosticTests();

    [Theory]
    [MemberData(nameof(Corpus))]
    public async Task Every_action_repairs_what_it_is_offered_for(string test, string source)
    {
        var (document, diagnostics) = await VerifyFix.Open(source);
        Assert.True(diagnostics.Length > 0 || RuleCatalogue.All.Any(r => !r.Descriptor.IsEnabledByDefault && test.StartsWith(r.Descriptor.Id)), $"{test} has nothing to repair");
        foreach (var diagnostic in diagnostics)
        {
            foreach (var action in await VerifyFix.Actions(document, diagnostic))
            {
                await VerifyFix.IsRepaired(await VerifyFix.Apply(document, action), diagnostics, diagnostic);
            }
        }
    }
}
