using KernelMm.Analyzers.Flow;
using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Rules;

/// <summary>KMM0025: an exception leaves the method past a finally block that does not release.</summary>
internal sealed class NotReleasedByException : IRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KMM0025",
        "A mapping is not released when an exception leaves the method",
        "'{0}' is mapped here and not released where an exception leaves the method past its finally block. Release it in that block.",
        Describe.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A finally block says that the method is to live through exceptions; what it does not release is never released then.",
        helpLinkUri: Describe.HelpLink("KMM0025"));

    public DiagnosticDescriptor Descriptor => Rule;

    public IEnumerable<Diagnostic> Read(Findings findings) =>
        from finding in findings
        where finding is { Kind: FindingKind.NotReleased, ByException: true }
        where !findings.Any(f => f is { Kind: FindingKind.NotReleased, ByException: false } && f.Site == finding.Site)
        group finding by finding.Site into lost
        select Diagnostic.Create(Rule, lost.Key.Place(), lost.Select(f => f.Place), lost.Key.Name());
}
