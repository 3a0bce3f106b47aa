using KernelMm.Analyzers.Flow;
using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Rules;

/// <summary>KMM0022: a method does what its own contract says that it does not.</summary>
internal sealed class BodyContradicts : IRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KMM0022",
        "A body contradicts its own contract",
        "The method's body contradicts its contract: {0}. Callers are held to the contract; change it or the body.",
        Describe.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A contract that is not kept is worse than none: every caller is checked against it.",
        helpLinkUri: Describe.HelpLink("KMM0022"));

    public DiagnosticDescriptor Descriptor => Rule;

    public IEnumerable<Diagnostic> Read(Findings findings) =>
        from finding in findings
        where finding.Kind == FindingKind.BodyContradicts
        select Diagnostic.Create(Rule, finding.Place, finding.Detail);
}
