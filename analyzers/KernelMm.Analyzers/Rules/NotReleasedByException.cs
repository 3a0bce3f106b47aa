using KernelMm.Analyzers.Flow;
using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Rules;

/// <summary>KMM0025: an exception that some call may throw leaves the method past the release.</summary>
internal sealed class NotReleasedByException : IRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KMM0025",
        "A mapping is not released when an exception leaves the method",
        "'{0}' is mapped here and not released where an exception leaves the method past the try statement. Release it in a finally block, or catch what may be thrown.",
        Describe.Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: false,
        description: "An exception that no handler of the method takes skips the release.",
        helpLinkUri: Describe.HelpLink("KMM0025"));

    public DiagnosticDescriptor Descriptor => Rule;

    public IEnumerable<Diagnostic> Read(Findings findings) =>
        from finding in findings
        where finding is { Kind: FindingKind.NotReleased, ByException: true }
        where !findings.Any(f => f is { Kind: FindingKind.NotReleased, ByException: false } && f.Site == finding.Site)
        group finding by finding.Site into lost
        select Diagnostic.Create(Rule, lost.Key.Place(), lost.Select(f => f.Place), lost.Key.Name());
}
