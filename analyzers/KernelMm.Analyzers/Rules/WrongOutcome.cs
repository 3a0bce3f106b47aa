using KernelMm.Analyzers.Flow;
using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Rules;

/// <summary>KMM0014: a map that failed is answered with an outcome that means something else.</summary>
internal sealed class WrongOutcome : IRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KMM0014",
        "A race is answered with an outcome that means something else",
        "'{0}' says {1}, but it is the answer to the map in line {2} that failed: that is a race, and the table may be there at the next try. Skip, retry or let it refault.",
        Describe.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A map fails because the table went away, and never by itself for want of memory, because of the address, or because something is busy.",
        helpLinkUri: Describe.HelpLink("KMM0014"));

    public DiagnosticDescriptor Descriptor => Rule;

    private const int OutOfMemory = 6;
    private const int BadAddress = 7;

    public IEnumerable<Diagnostic> Read(Findings findings) =>
        from finding in findings
        where finding.Kind == FindingKind.WrongOutcome
        select Diagnostic.Create(
            Rule,
            finding.Place,
            [finding.Site.Place()],
            finding.Pointer,
            finding.Outcome switch
            {
                OutOfMemory => "that there was no memory",
                BadAddress => "that the address is bad",
                _ => "that something is busy",
            },
            Describe.Line(finding.Site.Place()));
}
