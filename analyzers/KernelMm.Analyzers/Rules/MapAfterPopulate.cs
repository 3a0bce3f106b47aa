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
        "'{0}' is {1} here untested: that '{2}' in line {3} succeeded says only that the slot was not empty for an instant, so the map in line {4} may fail all the same. Test '{0}' first.",
        Describe.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The success of an allocation is a fact about the past: the table may be gone, or a huge page in its place, before it is mapped.",
        helpLinkUri: Describe.HelpLink("KMM0019"));

    public DiagnosticDescriptor Descriptor => Rule;

    public IEnumerable<Diagnostic> Read(Findings findings) =>
        from finding in findings
        where finding.Kind == FindingKind.UsedUntested && IsOfPopulated(finding)
        let populated = (IInvocationOperation)finding.Site.PopulatedBy!
        select Diagnostic.Create(
            Rule,
            finding.Place,
            [finding.Site.Place(), populated.Syntax.GetLocation()],
            UsedBeforeTested.FactsOf(finding),
            finding.Pointer,
            Describe.How(finding.Use),
            populated.TargetMethod.Name,
            Describe.Line(populated.Syntax.GetLocation()),
            Describe.Line(finding.Site.Place()));

    public static bool IsOfPopulated(Finding finding) =>
        finding.Site.PopulatedBy is not null && !ReleasedTwice.IsOfNull(finding);
}
