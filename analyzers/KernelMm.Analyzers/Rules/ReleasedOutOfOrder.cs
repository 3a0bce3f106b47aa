using KernelMm.Analyzers.Flow;
using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Rules;

/// <summary>KMM0009: two mappings are released first mapped first.</summary>
internal sealed class ReleasedOutOfOrder : IRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KMM0009",
        "Two mappings are released out of order",
        "'{0}', mapped in line {1}, is released here before '{2}', which was mapped after it in line {3}. Unmap the last mapped first: on HIGHPTE mappings are a stack.",
        Describe.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Mappings are released last mapped first, as the kmap stack of a HIGHPTE machine demands.",
        helpLinkUri: Describe.HelpLink("KMM0009"));

    public DiagnosticDescriptor Descriptor => Rule;

    public IEnumerable<Diagnostic> Read(Findings findings) =>
        from finding in findings
        where finding.Kind == FindingKind.ReleasedOutOfOrder
        let later = finding.Other!
        select Diagnostic.Create(
            Rule,
            finding.Place,
            [finding.Site.Place(), later.Place()],
            Describe.Facts((DiagnosticFacts.Pointer, later.PointerName)),
            finding.Site.Name(),
            Describe.Line(finding.Site.Place()),
            later.Name(),
            Describe.Line(later.Place()));
}
