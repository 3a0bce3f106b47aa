using KernelMm.Analyzers.Flow;
using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Rules;

/// <summary>KMM0024: a slot is mapped through while nothing keeps the slot itself from going away.</summary>
internal sealed class UnprotectedSlot : IRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KMM0024",
        "A slot is mapped with nothing that protects the slot",
        "A slot is mapped through here, but {0}: the table that the slot lies in may be freed. Hold the address space's lock, the VMA's or a reverse-mapping lock, or keep interrupts off.",
        Describe.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "RCU protects page tables that are freed by RCU, and not the slots that point to them.",
        helpLinkUri: Describe.HelpLink("KMM0024"));

    public DiagnosticDescriptor Descriptor => Rule;

    public IEnumerable<Diagnostic> Read(Findings findings) =>
        from finding in findings
        where finding.Kind == FindingKind.UnprotectedSlot
        let isLost = finding.Detail.Length > 0
        select Diagnostic.Create(
            Rule,
            finding.Place,
            isLost ? [finding.Site.Place()] : [],
            isLost
                ? $"'{finding.Detail}', taken in line {Describe.Line(finding.Site.Place())}, was given back before"
                : "only RCU is held, and tables of slots are not freed by it");
}
