using KernelMm.Analyzers.Flow;
using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Rules;

/// <summary>KMM0015: a table's lock is derived from what the slot says now.</summary>
internal sealed class DerivedLock : IRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KMM0015",
        "A lock is derived from the slot instead of from the map",
        "'{0}' derives the lock from what the slot says now, which may be another table than the one that is mapped. Use the lock that the map hands out.",
        Describe.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Only the map knows which table it mapped, and only that table's lock is any good.",
        helpLinkUri: Describe.HelpLink("KMM0015"));

    public DiagnosticDescriptor Descriptor => Rule;

    public IEnumerable<Diagnostic> Read(Findings findings) =>
        from finding in findings
        where finding.Kind == FindingKind.DerivedLock
        select Diagnostic.Create(Rule, finding.Place, finding.Site.Method.Name);
}
