using KernelMm.Analyzers.Flow;
using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Rules;

/// <summary>KMM0023: too many ways meet, and this mapping is not followed any further.</summary>
internal sealed class GaveUp : IRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KMM0023",
        "The analysis gave up on a mapping",
        "'{0}' is not followed to the end: more than {1} kinds of paths meet that disagree about it, so that nothing is said of it from there on. Release mappings before the next condition, or split the method.",
        Describe.Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "Silence means something only where the analysis went to the end; this says where it did not.",
        helpLinkUri: Describe.HelpLink("KMM0023"));

    public DiagnosticDescriptor Descriptor => Rule;

    public IEnumerable<Diagnostic> Read(Findings findings) =>
        from finding in findings
        where finding.Kind == FindingKind.GaveUp && !finding.Site.IsForeign
        group finding by finding.Site into lost
        select Diagnostic.Create(Rule, lost.Key.Place(), lost.Key.Name(), BlockState.MostPaths);
}
