using KernelMm.Analyzers.Flow;
using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Rules;

/// <summary>KMM0018: a map failed, and what the method gives back on its other paths is still held where it is left.</summary>
internal sealed class ForgottenResource : IRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KMM0018",
        "Other resources are forgotten where a map failed",
        "The map in line {0} failed, and '{1}', held since line {2}, is not given back here as it is on other paths: null undoes only the map itself. Give it back first.",
        Describe.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A map that failed leaves nothing mapped, but whatever the method took before it is still held.",
        helpLinkUri: Describe.HelpLink("KMM0018"));

    public DiagnosticDescriptor Descriptor => Rule;

    public IEnumerable<Diagnostic> Read(Findings findings) =>
        from finding in findings
        where finding.Kind == FindingKind.ForgottenResource
        select Diagnostic.Create(
            Rule,
            finding.Place,
            [finding.Site.Place(), finding.Other!.Place()],
            Describe.Facts((DiagnosticFacts.Release, finding.Remedy)),
            Describe.Line(finding.Other!.Place()),
            finding.Detail,
            Describe.Line(finding.Site.Place()));
}
