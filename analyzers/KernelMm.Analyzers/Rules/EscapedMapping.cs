using KernelMm.Analyzers.Flow;
using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Rules;

/// <summary>KMM0020: a mapping goes where nobody has to release it.</summary>
internal sealed class EscapedMapping : IRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KMM0020",
        "A mapping escapes without a contract",
        "'{0}', mapped in line {1}, {2} without a contract: nobody can say any more who unmaps it. {3}.",
        Describe.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "What crosses a method is a contract: a mapping that leaves by a place without one is lost to every check.",
        helpLinkUri: Describe.HelpLink("KMM0020"));

    public DiagnosticDescriptor Descriptor => Rule;

    public IEnumerable<Diagnostic> Read(Findings findings) =>
        from finding in findings
        where finding is { Kind: FindingKind.Escaped, Use: Use.Stored or Use.Returned or Use.Yielded }
        where !findings.Any(f => f.Kind == FindingKind.UsedUntested && f.Site == finding.Site)
        let how = How(finding.Use)
        select Diagnostic.Create(
            Rule, finding.Place, [finding.Site.Place()], finding.Site.Name(), Describe.Line(finding.Site.Place()), how.What, how.Remedy);

    private static (string What, string Remedy) How(Use use) => use switch
    {
        Use.Returned => ("is returned", "Mark the return value [ReturnsMapped] (and [MayFail] where it may be null), or unmap it first"),
        Use.Yielded => ("is alive where the iterator gives way", "Unmap before the yield: whoever iterates may sleep, or never come back"),
        _ => ("is stored", "Mark the place [ReturnsMapped] or [Consumes], or keep the pointer in a local"),
    };
}
