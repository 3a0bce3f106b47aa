using KernelMm.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace KernelMm.Analyzers.Rules;

/// <summary>KMM0019: a map is used untested because the slot was populated just before it.</summary>
internal sealed class MapAfterPopulate : IRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KMM0019",
        "A populated slot is taken for a table",
        "{0}",
        Describe.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The success of an allocation is a fact about the past: the table may be gone, or a huge page in its place, before it is mapped.",
        helpLinkUri: Describe.HelpLink("KMM0019"));

    public DiagnosticDescriptor Descriptor => Rule;

    public IEnumerable<Diagnostic> Read(Findings findings) => Untested(findings).Concat(NotThere(findings));

    private static IEnumerable<Diagnostic> NotThere(Findings findings) =>
        from finding in findings
        where finding.Kind == FindingKind.NothingToInstall
        select Diagnostic.Create(
            Rule,
            finding.Place,
            $"'{finding.Pointer}' is null on a path that comes here: that no table was needed when the slot was looked at says nothing of the slot now. Decide and install by one look, or have the table at hand.");

    private static IEnumerable<Diagnostic> Untested(Findings findings) =>
        from finding in findings
        where finding.Kind == FindingKind.UsedUntested && IsOfPopulated(finding)
        let populated = (IInvocationOperation)finding.Site.PopulatedBy!
        select Diagnostic.Create(
            Rule,
            finding.Place,
            [finding.Site.Place(), populated.Syntax.GetLocation()],
            UsedBeforeTested.FactsOf(finding),
            $"'{finding.Pointer}' is {Describe.How(finding.Use)} here untested: that '{populated.TargetMethod.Name}' in line {Describe.Line(populated.Syntax.GetLocation())} succeeded says only that the slot was not empty for an instant, so the map in line {Describe.Line(finding.Site.Place())} may fail all the same. Test '{finding.Pointer}' first.");

    public static bool IsOfPopulated(Finding finding) =>
        finding.Site.PopulatedBy is not null && !ReleasedTwice.IsOfNull(finding);
}
