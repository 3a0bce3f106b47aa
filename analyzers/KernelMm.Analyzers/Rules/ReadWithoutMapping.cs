using KernelMm.Analyzers.Flow;
using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Rules;

/// <summary>KMM0017: the lock of a mapping, or what its slot said, is used where the mapping is null or nobody knows yet.</summary>
internal sealed class ReadWithoutMapping : IRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KMM0017",
        "The lock or the snapshot of a map that failed is used",
        "'{0}' is used here, but the map in line {1} {2}: without a mapping it means nothing. Use it only where '{3}' is not null.",
        Describe.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "What a map hands out beside the pointer means something only where the pointer is not null.",
        helpLinkUri: Describe.HelpLink("KMM0017"));

    public DiagnosticDescriptor Descriptor => Rule;

    public IEnumerable<Diagnostic> Read(Findings findings) =>
        from finding in findings
        where finding.Kind == FindingKind.ReadWithoutMapping
        select Diagnostic.Create(
            Rule,
            finding.Place,
            [finding.Site.Place()],
            finding.KnownNull ? Describe.Facts() : UsedBeforeTested.FactsOf(finding),
            finding.Pointer,
            Describe.Line(finding.Site.Place()),
            finding.KnownNull ? "has failed" : "may have failed",
            finding.Site.Name());
}
