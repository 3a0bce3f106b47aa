using KernelMm.Analyzers.Flow;
using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Rules;

/// <summary>KMM0002: a map's result goes nowhere, so that nobody can test or release it.</summary>
internal sealed class ResultDiscarded : IRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KMM0002",
        "A map's result is thrown away",
        "The result of '{0}' is thrown away in line {1}: where the map succeeds, its read-side RCU section{2} is never left. Keep the pointer, test it, and unmap it.",
        Describe.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The pointer is the only handle to what a map holds.",
        helpLinkUri: Describe.HelpLink("KMM0002"));

    public DiagnosticDescriptor Descriptor => Rule;

    public IEnumerable<Diagnostic> Read(Findings findings) =>
        from finding in findings
        where finding.Kind == FindingKind.Discarded
        select Diagnostic.Create(
            Rule,
            finding.Place,
            Enumerable.Empty<Location>(),
            Describe.Facts((DiagnosticFacts.Lock, finding.Site.LockName)),
            finding.Site.Method.Name,
            Describe.Line(finding.Place),
            finding.Site.LockName is { } name ? $", and the lock '{name}' with it," : "");
}
