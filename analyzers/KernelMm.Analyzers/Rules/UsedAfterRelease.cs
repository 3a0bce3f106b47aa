using KernelMm.Analyzers.Flow;
using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Rules;

/// <summary>KMM0008: a pointer, or one derived from it, is used after the mapping was released.</summary>
internal sealed class UsedAfterRelease : IRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KMM0008",
        "A mapping is used after its release",
        "'{0}' is {1} here, but its mapping was released in line {2}: since then the table may have been freed by RCU. Unmap after the last use, or map again.",
        Describe.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Unmapping leaves the read-side RCU section that kept the page table from being freed.",
        helpLinkUri: Describe.HelpLink("KMM0008"));

    public DiagnosticDescriptor Descriptor => Rule;

    public IEnumerable<Diagnostic> Read(Findings findings) =>
        from finding in findings
        where finding.Kind == FindingKind.UsedAfterRelease && finding.Use != Use.Released
        let released = finding.Released!
        select Diagnostic.Create(
            Rule,
            finding.Place,
            finding.Site.IsForeign ? [released] : [released, finding.Site.Place()],
            Describe.Facts((DiagnosticFacts.Pointer, finding.Pointer), (DiagnosticFacts.Use, finding.Use.ToString())),
            finding.Pointer,
            Describe.How(finding.Use),
            Describe.Line(released));
}
